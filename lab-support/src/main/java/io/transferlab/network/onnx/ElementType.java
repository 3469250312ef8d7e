package io.transferlab.network.onnx;

import java.util.Locale;
import onnx.Onnx.TensorProto;

/** The types of numbers in a tensor of ONNX. */
final class ElementType {
  private ElementType() {}

  /** As NumPy calls it. */
  static String name(int type) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(type);
    return known == null
        ? "type " + type
        : switch (known) {
          case FLOAT -> "float32";
          case DOUBLE -> "float64";
          default -> known.name().toLowerCase(Locale.ROOT);
        };
  }

  /** Bytes of a number; 0 where it is not known, or several share a byte. */
  static int bytes(int type) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(type);
    return known == null
        ? 0
        : switch (known) {
          case FLOAT, INT32, UINT32 -> 4;
          case DOUBLE, INT64, UINT64 -> 8;
          case FLOAT16, BFLOAT16, INT16, UINT16 -> 2;
          case INT8, UINT8, BOOL -> 1;
          default -> 0;
        };
  }
}
