package io.transferlab.words.wordnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.transferlab.core.LabException;
import io.transferlab.testing.Mutations;
import io.transferlab.testing.SmallNet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small database of our own, whole and damaged; and the real one where it is. */
class WordNetTest {
  @TempDir Path folder;

  private WordNet net() throws IOException {
    return WordNet.open(SmallNet.write(folder));
  }

  private static List<String> names(List<Synset> synsets) {
    return synsets.stream().map(Synset::name).toList();
  }

  @Test
  void meaningsHaveWordsDefinitionsAndExamples() throws IOException {
    WordNet net = net();
    assertEquals(10, net.size());
    Synset elephant = net.meanings("Elephant").get(0);
    assertEquals("elephant.n.01", elephant.name());
    assertEquals("a huge grey beast of Africa; it never forgets", elephant.definition());
    assertEquals(List.of("the elephant trumpeted", "elephants live long"), elephant.examples());
    assertEquals(List.of("dog", "domestic dog"), net.meanings("domestic_dog").get(0).words());
    assertEquals(List.of("huge", "immense"), net.meanings("immense").get(0).words());
    assertEquals(List.of(), net.meanings("unicorn"));
  }

  @Test
  void theIndexOrdersMeaningsAndTheListCountsThem() throws IOException {
    WordNet net = net();
    assertEquals(List.of("dog.n.01", "dog.n.02"), names(net.meanings("dog")));
    assertEquals(44, net.meanings("dog").get(0).count());
    assertEquals(0, net.meanings("dog").get(1).count());
    assertEquals(
        List.of("dog.n.01", "walk.v.01", "huge.s.01", "animal.n.01", "elephant.n.01"),
        names(net.mostUsed(5)));
    assertEquals("dog.n.02", names(net.mostUsed(99)).get(9), "second meanings come last");
  }

  @Test
  void pointersLeadToOtherMeanings() throws IOException {
    WordNet net = net();
    Synset elephant = net.meanings("elephant").get(0);
    assertEquals(List.of("animal.n.01"), names(net.related(elephant, Relation.KIND_OF)));
    assertEquals(List.of("trunk.n.01"), names(net.related(elephant, Relation.PARTS)));
    Synset trunk = net.meanings("trunk").get(0);
    assertEquals(List.of("elephant.n.01"), names(net.related(trunk, Relation.PART_OF)));
    Synset animal = net.meanings("animal").get(0);
    assertEquals(List.of("dog.n.01", "elephant.n.01"), names(net.related(animal, Relation.KINDS)));
    Synset walk = net.meanings("walk").get(0);
    assertEquals(List.of("ride.v.01"), names(net.related(walk, Relation.OPPOSITE)));
    Synset large = net.meanings("large").get(0);
    assertEquals(List.of("huge.s.01"), names(net.related(large, Relation.SIMILAR)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dict", "WordNet-3.0/dict", "wordnet"})
  void foldersOfArchivesAreLookedInto(String below) throws IOException {
    SmallNet.write(folder.resolve(below));
    assertEquals(10, WordNet.open(folder).size());
  }

  @Test
  void linesMayEndAsOnWindows() throws IOException {
    SmallNet.write(folder);
    for (String name : SmallNet.FILES.keySet()) {
      Path file = folder.resolve(name);
      Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    }
    assertEquals("a pet that barks", WordNet.open(folder).meanings("dog").get(0).definition());
  }

  @Test
  void withoutCountsTheIndexIsTheOrder() throws IOException {
    SmallNet.write(folder);
    Files.delete(folder.resolve("cntlist.rev"));
    assertEquals("animal.n.01", WordNet.open(folder).mostUsed(1).get(0).name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.noun | 00000301 05 n | 0000030x 05 n | line 5 of | found \"0000030x\"",
        "data.noun | 05 n 02 dog | 05 n 0g dog | line 4 of | how many words",
        "data.noun | 05 n 02 dog | 05 n 03 dog | line 4 of | found \"@\"",
        "data.noun | 05 n 02 dog | 05 v 02 dog | line 4 of | the class n",
        "data.noun | 05 n 02 dog | 05 n 00 dog | line 4 of | at least one word",
        "data.noun | ~ 00000201 n | ~ 00000201 x | line 3 of | one of n, v, a, s, r",
        "data.noun | 00000501 18 | 00000401 18 | line 7 of | stands twice",
        "data.verb | go on foot | | line 3 of | a definition",
        "data.adj | & 00000101 a | & 00000199 a | data.adj | no line for 199",
        "index.noun | 1 1 00000301 | 1 1 00000303 | line 6 of | found 303",
        "index.verb | ride v 1 1 | ride v one 1 | line 3 of | found \"one\"",
        "index.adv | 1 0 00000101 | 1 0 | line 3 of | the end of the line",
        "cntlist.rev | dog%1:05:00:: | dog%7:05:00:: | line 1 of | a number from 1 to 5",
      })
  void damageIsNamedWithItsLine(
      String name, String whole, String damaged, String place, String found) throws IOException {
    SmallNet.write(folder);
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    String other = damaged == null ? "" : damaged;
    assertTrue(text.contains(whole));
    String broken = text.replaceFirst(java.util.regex.Pattern.quote(whole), other);
    Files.writeString(file, damaged == null ? broken.replaceFirst("\\| +\n", "\n") : broken);
    String message = assertThrows(LabException.class, () -> WordNet.open(folder)).getMessage();
    for (String part : List.of(name, place, found, "environment/lab data fetch wordnet --again")) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    SmallNet.write(folder);
    Files.delete(folder.resolve("index.verb"));
    String message = assertThrows(LabException.class, () -> WordNet.open(folder)).getMessage();
    assertTrue(message.contains("index.verb"), message);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    message = assertThrows(LabException.class, () -> WordNet.open(empty)).getMessage();
    assertTrue(message.contains("data.noun"), message);
    Files.writeString(folder.resolve("data.adv"), "  1 only a licence  \n");
    message = assertThrows(LabException.class, () -> WordNet.open(folder)).getMessage();
    assertTrue(message.contains("found none"), message);
  }

  @Test
  @Tag("fuzz")
  void damagedFilesAreReadOrNamed() throws IOException {
    SmallNet.write(folder);
    for (String name : List.of("data.noun", "index.noun", "cntlist.rev")) {
      byte[] whole = SmallNet.FILES.get(name).getBytes(StandardCharsets.UTF_8);
      byte[] other = SmallNet.FILES.get("data.verb").getBytes(StandardCharsets.UTF_8);
      Path file = folder.resolve(name);
      Mutations.of(whole, other)
          .withName(name)
          .check(
              damaged -> {
                Files.copy(damaged, file, StandardCopyOption.REPLACE_EXISTING);
                try {
                  WordNet.open(folder).mostUsed(99).forEach(Synset::toString);
                } catch (LabException e) {
                  // A word too few in one file shows in another that needs it.
                  if (!e.getMessage().contains(folder.toString())) {
                    throw e;
                  }
                }
              });
      Files.write(file, whole);
    }
  }

  @Test
  void glossesAreTakenApart() {
    assertEquals(new Gloss("a; b", List.of("x", "y z")), Gloss.of(" a; b; \"x\"; \"y z\"  "));
    assertEquals(
        new Gloss("(of a ball)", List.of("it is dead")), Gloss.of("(of a ball) \"it is dead\""));
    assertEquals(new Gloss("a; c", List.of("x")), Gloss.of("a; \"x\"; c"));
    assertEquals(
        new Gloss("made of wood", List.of("a wooden'")), Gloss.of("made of wood; \"a wooden'"));
    assertEquals(new Gloss("certified", List.of("t")), Gloss.of("certified: \"t\""));
    assertEquals(new Gloss("", List.of()), Gloss.of("  "));
  }

  /**
   * Made by `wn WORD -over`, `-partn`, `-antsa` of WordNet 3.0 (Debian's package wordnet 1:3.0-37).
   */
  @Test
  void theRealOneReadsAsItsOwnProgramShowsIt() {
    assumeTrue(
        WordNet.folder().isPresent(),
        "WordNet is not on this machine (environment/lab data fetch wordnet)");
    WordNet net = WordNet.find();
    assertEquals(117_659, net.size());
    assertEquals(
        List.of(
            "dog.n.01",
            "frump.n.01",
            "dog.n.03",
            "cad.n.01",
            "frank.n.02",
            "pawl.n.01",
            "andiron.n.01",
            "chase.v.01"),
        names(net.meanings("dog")));
    Synset dog = net.meanings("dog").get(0);
    assertEquals(List.of("dog", "domestic dog", "Canis familiaris"), dog.words());
    assertEquals(
        "a member of the genus Canis (probably descended from the common wolf) that has been"
            + " domesticated by man since prehistoric times; occurs in many breeds",
        dog.definition());
    assertEquals(List.of("the dog barked all night"), dog.examples());
    assertEquals(42, dog.count());
    Synset elephant = net.meanings("elephant").get(0);
    assertEquals("five-toed pachyderm", elephant.definition());
    assertEquals(3, elephant.count());
    assertEquals(
        List.of("tusk.n.02", "proboscis.n.02"), names(net.related(elephant, Relation.PARTS)));
    Synset cold =
        net.meanings("cold").stream()
            .filter(s -> s.wordClass() == WordClass.ADJECTIVE)
            .toList()
            .get(0);
    assertEquals("hot", net.related(cold, Relation.OPPOSITE).get(0).words().get(0));
    assertEquals(3, net.meanings("quickly").size());
    assertEquals(
        List.of("a happy smile", "spent many happy days on the beach", "a happy marriage"),
        net.meanings("happy").get(0).examples());
    assertTrue(net.synsets().stream().noneMatch(s -> s.definition().isEmpty()));
  }
}
