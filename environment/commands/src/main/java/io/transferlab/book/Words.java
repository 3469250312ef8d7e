package io.transferlab.book;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words around the labs, in a page's language; English where they are not translated. */
record Words(String language, ResourceBundle bundle) {
  static Words in(String language) {
    Locale locale = language.equals("en") ? Locale.ROOT : Locale.forLanguageTag(language);
    // Never those of the machine's own language.
    ResourceBundle.Control control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return new Words(
        language, ResourceBundle.getBundle("io.transferlab.book.words", locale, control));
  }

  String of(String key, Object... values) {
    String text = bundle.getString(key);
    return values.length == 0 ? text : MessageFormat.format(text, values);
  }

  /** The language's own name. */
  static String nameOf(String language) {
    Locale locale = Locale.forLanguageTag(language);
    String name = locale.getDisplayLanguage(locale);
    return name.substring(0, 1).toUpperCase(locale) + name.substring(1);
  }
}
