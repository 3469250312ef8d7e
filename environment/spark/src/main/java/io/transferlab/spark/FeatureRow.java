package io.transferlab.spark;

import java.io.Serializable;

/** One row of the Parquet files, as Spark's bean encoder wants it. */
public final class FeatureRow implements Serializable {
  private static final long serialVersionUID = 1L;

  private long row;
  private String key = "";
  private int label;
  private String className = "";
  private float[] vector = {};

  /** For the encoder. */
  public FeatureRow() {}

  FeatureRow(long row, String key, int label, String className, float[] vector) {
    this.row = row;
    this.key = key;
    this.label = label;
    this.className = className;
    this.vector = vector;
  }

  /**
   * The place of the row: that of its picture in the set times the views of a picture, and the
   * view.
   *
   * @return from 0; of a picture that could not be read there is none
   */
  public long getRow() {
    return row;
  }

  /**
   * Sets the place.
   *
   * @param value from 0
   */
  public void setRow(long value) {
    row = value;
  }

  /**
   * The picture.
   *
   * @return its key in its set
   */
  public String getKey() {
    return key;
  }

  /**
   * Sets the picture.
   *
   * @param value its key
   */
  public void setKey(String value) {
    key = value;
  }

  /**
   * The class.
   *
   * @return its place among the classes
   */
  public int getLabel() {
    return label;
  }

  /**
   * Sets the class.
   *
   * @param value its place
   */
  public void setLabel(int value) {
    label = value;
  }

  /**
   * The class.
   *
   * @return its name
   */
  public String getClassName() {
    return className;
  }

  /**
   * Sets the class.
   *
   * @param value its name
   */
  public void setClassName(String value) {
    className = value;
  }

  /**
   * The features.
   *
   * @return {@code [d]}, not a copy
   */
  public float[] getVector() {
    return vector;
  }

  /**
   * Sets the features.
   *
   * @param value {@code [d]}
   */
  public void setVector(float[] value) {
    vector = value;
  }
}
