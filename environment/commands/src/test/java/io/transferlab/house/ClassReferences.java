package io.transferlab.house;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** What a class file refers to, from its constant pool (JVMS 17, section 4.4). */
final class ClassReferences {
  /**
   * A class, or a member of one.
   *
   * @param owner the class, with slashes
   * @param name of the member; null for the class itself
   * @param descriptor of the member; null for the class itself
   */
  record Reference(String owner, String name, String descriptor) implements Comparable<Reference> {
    @Override
    public int compareTo(Reference other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return name == null ? owner : owner + "." + name + descriptor;
    }
  }

  private ClassReferences() {}

  static Set<Reference> of(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipBytes(8);
    int count = in.readUnsignedShort();
    int[] tag = new int[count];
    int[] first = new int[count];
    int[] second = new int[count];
    String[] text = new String[count];
    for (int i = 1; i < count; i++) {
      tag[i] = in.readUnsignedByte();
      switch (tag[i]) {
        case 1 -> text[i] = in.readUTF();
        case 3, 4 -> in.readInt();
        case 5, 6 -> {
          in.readLong();
          i++; // takes two places
        }
        case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
        case 9, 10, 11, 12, 17, 18 -> {
          first[i] = in.readUnsignedShort();
          second[i] = in.readUnsignedShort();
        }
        case 15 -> {
          in.readUnsignedByte();
          in.readUnsignedShort();
        }
        default -> throw new IOException("unknown constant " + tag[i]);
      }
    }
    Set<Reference> all = new TreeSet<>();
    for (int i = 1; i < count; i++) {
      if (tag[i] == 7) {
        all.add(new Reference(element(text[first[i]]), null, null));
      } else if (tag[i] >= 9 && tag[i] <= 11) {
        int kind = second[i];
        all.add(
            new Reference(element(text[first[first[i]]]), text[first[kind]], text[second[kind]]));
      }
    }
    return all;
  }

  /** Of an array's class, what it is an array of. */
  private static String element(String name) {
    String plain = name.replaceFirst("^\\[+", "");
    return plain.equals(name) ? name : plain.replaceFirst("^L(.*);$", "$1");
  }
}
