//! exercise 6.1
//! wrong: the limits exchanged
//! told: the upper limit is 0.15
return standardised > 0.25 ? 1 : standardised < -0.15 ? -1 : 0;
//! wrong: the same limit on both sides
//! told: the lower limit is -0.25
return standardised > 0.15 ? 1 : standardised < -0.15 ? -1 : 0;
//! wrong: the limits belong to it
//! told: a value at a limit is neither
return standardised >= 0.15 ? 1 : standardised <= -0.25 ? -1 : 0;
//! wrong: the lower limit belongs to it
//! told: a value at a limit is neither
return standardised > 0.15 ? 1 : standardised <= -0.25 ? -1 : 0;
//! wrong: the signs exchanged
//! told: more than usual is 1
return standardised > 0.15 ? -1 : standardised < -0.25 ? 1 : 0;
//! wrong: the sign
//! told: the lower limit is -0.25
return (int) Math.signum(standardised);

//! exercise 6.2
//! wrong: divided by n - 1
//! told: divide by n, not by n - 1
double mean = Arrays.stream(training).average().getAsDouble();
double variance = Arrays.stream(training).map(v -> (v - mean) * (v - mean)).sum() / (training.length - 1);
double deviation = Math.sqrt(variance);
return Arrays.stream(testing).map(v -> deviation == 0 ? 0 : (v - mean) / deviation).toArray();
//! wrong: measured on the test values
//! told: of the training values
double mean = Arrays.stream(testing).average().getAsDouble();
double variance = Arrays.stream(testing).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
double deviation = Math.sqrt(variance);
return Arrays.stream(testing).map(v -> deviation == 0 ? 0 : (v - mean) / deviation).toArray();
//! wrong: the training values
//! told: return the test values
double mean = Arrays.stream(training).average().getAsDouble();
double variance = Arrays.stream(training).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
double deviation = Math.sqrt(variance);
return Arrays.stream(training).map(v -> deviation == 0 ? 0 : (v - mean) / deviation).toArray();
//! wrong: the variance, without its root
//! told: the root of the mean squared difference
double mean = Arrays.stream(training).average().getAsDouble();
double variance = Arrays.stream(training).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
return Arrays.stream(testing).map(v -> variance == 0 ? 0 : (v - mean) / variance).toArray();
//! wrong: divided by a deviation of 0
//! told: a deviation of 0: the result is 0
double mean = Arrays.stream(training).average().getAsDouble();
double variance = Arrays.stream(training).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
double deviation = Math.sqrt(variance);
return Arrays.stream(testing).map(v -> (v - mean) / deviation).toArray();

//! exercise 6.3
//! wrong: all layers
//! told: without fc1 and fc2
return features.layers();
//! wrong: the last block
//! told: all of the five blocks
return features.layers().stream().filter(name -> name.contains("block5")).toList();
//! wrong: the first of each block
//! told: all of the five blocks
return features.layers().stream().filter(name -> name.contains("conv1")).toList();
//! wrong: without fc1 only
//! told: without fc1 and fc2
return features.layers().stream().filter(name -> !name.equals("fc1")).toList();
//! wrong: always the layers of train
//! told: of the features that are given
return train.layers().stream().filter(name -> name.contains("conv")).toList();

//! exercise 6.4
//! wrong: the published limits
//! told: choose two others
return Discretiser.PUBLISHED;
//! wrong: the published limits again
//! told: choose two others
return new Discretiser(-0.25f, 0.15f);
//! wrong: everything is usual
//! told: far from 0 nothing is unusual any more
return new Discretiser(-100, 100);
//! wrong: everything is unusually much
//! told: nearer to 0
return new Discretiser(-100, -90);
//! wrong: everything is unusually little
//! told: nearer to 0
return new Discretiser(90, 100);

//! exercise 6.5
//! wrong: as the extractor comes
//! told: Pooling.CLS; CLS_AND_AVERAGE has the mean of the patches too
return FeatureExtractor.of(network);
//! wrong: every block
//! told: the last of descriptorLayers()
return FeatureExtractor.of(network).all().withPooling(Pooling.CLS);
//! wrong: the last block, not what follows it
//! told: the last of descriptorLayers()
List<String> layers = network.descriptorLayers();
return FeatureExtractor.of(network).withLayers(layers.get(layers.size() - 2)).withPooling(Pooling.CLS);
//! wrong: the mean of the patches
//! told: the class token, Pooling.CLS
return FeatureExtractor.of(network).withLayers("norm").withPooling(Pooling.AVERAGE);
