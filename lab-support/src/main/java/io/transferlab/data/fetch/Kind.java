package io.transferlab.data.fetch;

import com.google.gson.annotations.SerializedName;

/** What an entry of the catalogue is. */
public enum Kind {
  /** Pictures with their classes. */
  @SerializedName("set")
  SET("sets"),
  /** A trained network. */
  @SerializedName("weights")
  WEIGHTS("weights"),
  /** Word vectors. */
  @SerializedName("vectors")
  VECTORS("vectors"),
  /** Texts: a dictionary. */
  @SerializedName("texts")
  TEXTS("texts");

  private final String folder;

  Kind(String folder) {
    this.folder = folder;
  }

  /**
   * Where such entries lie below the data folder.
   *
   * @return a folder's name
   */
  public String folder() {
    return folder;
  }
}
