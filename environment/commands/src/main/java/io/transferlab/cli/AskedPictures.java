package io.transferlab.cli;

import io.transferlab.data.ImageSet;
import io.transferlab.data.LoosePictures;
import io.transferlab.data.Picture;
import io.transferlab.data.TypedPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures that a person names: files, and folders with all that is in them. */
final class AskedPictures {
  private AskedPictures() {}

  /**
   * Lists them; none is read yet.
   *
   * @param typed files and folders
   * @return one set in the order typed, each picture called by its path
   * @throws io.transferlab.core.LabException for what is not there, or a folder without pictures
   */
  static ImageSet of(List<String> typed) {
    List<Picture> pictures = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (String each : typed) {
      Path path = TypedPath.of(each);
      if (Files.isDirectory(path)) {
        ImageSet folder = LoosePictures.folder(path);
        remarks.addAll(folder.remarks());
        for (Picture picture : folder.pictures()) {
          pictures.add(new Picture(path.resolve(picture.key()).toString(), 0, picture.source()));
        }
      } else {
        Picture picture = LoosePictures.file(path).pictures().get(0);
        pictures.add(new Picture(path.toString(), 0, picture.source()));
      }
    }
    return ImageSet.of("pictures", List.of("pictures"), pictures).withRemarks(remarks);
  }
}
