package io.transferlab.kernel.magics;

import io.transferlab.kernel.errors.CellException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Makes a whole POM of what people paste from a README: loose dependencies and repositories. */
final class PomFragments {
  private PomFragments() {}

  /** The text of a POM; the body itself if it is one. */
  static String complete(String body) throws CellException {
    if (body.contains("<project")) {
      return body;
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      String wrapped = "<fragments>" + body + "</fragments>";
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The default one prints to System.err.
      builder.setErrorHandler(new DefaultHandler());
      Element root = builder.parse(new InputSource(new StringReader(wrapped))).getDocumentElement();
      String managed = all(root, "dependencyManagement");
      return "<project><modelVersion>4.0.0</modelVersion><groupId>cell</groupId>"
          + "<artifactId>cell</artifactId><version>1</version>"
          + managed
          + "<repositories>"
          + all(root, "repository")
          + "</repositories><dependencies>"
          + all(root, "dependency")
          + "</dependencies></project>";
    } catch (SAXException | IOException | ParserConfigurationException | TransformerException e) {
      throw MavenArtifacts.failed("this is not a piece of a POM: " + e.getMessage());
    }
  }

  private static String all(Element root, String name) throws TransformerException {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter text = new StringWriter();
    NodeList found = root.getElementsByTagName(name);
    for (int i = 0; i < found.getLength(); i++) {
      boolean nested = name.equals("dependency") && isManaged((Element) found.item(i));
      if (!nested) {
        transformer.transform(new DOMSource(found.item(i)), new StreamResult(text));
      }
    }
    return text.toString();
  }

  private static boolean isManaged(Element dependency) {
    var at = dependency.getParentNode();
    while (at != null && !at.getNodeName().equals("dependencyManagement")) {
      at = at.getParentNode();
    }
    return at != null;
  }
}
