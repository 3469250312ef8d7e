package io.transferlab.advise;

import io.transferlab.network.Backbone;
import io.transferlab.network.FrozenNetwork;
import io.transferlab.network.ResNetShape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Families of architectures and the year of the paper that brought each: of a network of ours told
 * by its shape, of others by their name. The first that fits counts.
 */
enum Family {
  /** Krizhevsky, Sutskever, Hinton: NIPS 2012. */
  ALEXNET("AlexNet", 2012),
  /** Simonyan, Zisserman: arXiv 1409.1556. */
  VGG("VGG", 2014),
  /** Szegedy et al.: arXiv 1409.4842. */
  INCEPTION("Inception", 2014, "inception", "googlenet"),
  /** Iandola et al.: arXiv 1602.07360. */
  SQUEEZENET("SqueezeNet", 2016),
  /** Huang et al.: arXiv 1608.06993. */
  DENSENET("DenseNet", 2016),
  /** Xie et al.: arXiv 1611.05431. */
  RESNEXT("ResNeXt", 2016),
  /** He et al.: arXiv 1512.03385. */
  RESNET("ResNet", 2015),
  /** Howard et al.: arXiv 1905.02244. */
  MOBILENET_V3("MobileNetV3", 2019),
  /** Sandler et al.: arXiv 1801.04381. */
  MOBILENET_V2("MobileNetV2", 2018),
  /** Howard et al.: arXiv 1704.04861. */
  MOBILENET("MobileNet", 2017),
  /** Ma et al.: arXiv 1807.11164. */
  SHUFFLENET("ShuffleNet", 2018),
  /** Tan, Le: arXiv 2104.00298. */
  EFFICIENTNET_V2("EfficientNetV2", 2021),
  /** Tan, Le: arXiv 1905.11946. */
  EFFICIENTNET("EfficientNet", 2019),
  /** Radosavovic et al.: arXiv 2003.13678. */
  REGNET("RegNet", 2020),
  /** Woo et al.: arXiv 2301.00808. */
  CONVNEXT_V2("ConvNeXt V2", 2023),
  /** Liu et al.: arXiv 2201.03545. */
  CONVNEXT("ConvNeXt", 2022),
  /** Liu et al.: arXiv 2103.14030. */
  SWIN("Swin", 2021),
  /** Simeoni et al.: arXiv 2508.10104. */
  DINO_V3("DINOv3", 2025),
  /** Oquab et al.: arXiv 2304.07193. */
  DINO_V2("DINOv2", 2023),
  /** Caron et al.: arXiv 2104.14294. */
  DINO("DINO", 2021),
  /** Radford et al.: arXiv 2103.00020. */
  CLIP("CLIP", 2021),
  /** Touvron et al.: arXiv 2012.12877. */
  DEIT("DeiT", 2020),
  /** Dosovitskiy et al.: arXiv 2010.11929. */
  VIT("ViT", 2020);

  private final String title;
  private final int year;
  private final String[] words;

  Family(String title, int year, String... words) {
    this.title = title;
    this.year = year;
    this.words = words.length > 0 ? words : new String[] {plain(title)};
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** The family of a network, if it can be told. */
  static Optional<Family> of(FrozenNetwork network) {
    if (network instanceof Backbone backbone) {
      return Optional.of(backbone.architecture() instanceof ResNetShape ? RESNET : VGG);
    }
    String name = plain(network.name());
    return Arrays.stream(values())
        .filter(family -> Arrays.stream(family.words).anyMatch(name::contains))
        .findFirst();
  }

  /** Its name. */
  String title() {
    return title;
  }

  /** When it was published. */
  int year() {
    return year;
  }
}
