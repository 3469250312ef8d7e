package io.transferlab.present;

import io.transferlab.authoring.Markdown;

/** A lab's prose on a page that has nothing beside it: no pictures, and no links to other files. */
final class Prose implements Markdown.Dress {
  private Prose() {}

  /** Headings are all below those of the page. */
  static String html(String markdown) {
    return Markdown.dressed(new Prose()).of(markdown);
  }

  static String inline(String text) {
    return Markdown.dressed(new Prose()).inline(text);
  }

  @Override
  public String heading(int level, String words) {
    return Page.tagged("h3", words);
  }

  @Override
  public String link(String address, String words) {
    return address.matches("https?://.*") ? Markdown.Dress.super.link(address, words) : words;
  }

  @Override
  public String picture(String address, String alternative) {
    return "";
  }
}
