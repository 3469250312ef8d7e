package groovy.lang;

/**
 * What picocli looks for at each start, to see whether it is used from Groovy. Were it nowhere,
 * Java would open every jar of the class path to find out, for a tenth of a second.
 */
abstract class Closure {}
