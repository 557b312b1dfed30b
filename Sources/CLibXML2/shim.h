#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

/* How deep elements may nest. The parser's own limit (256) silently drops the rest of real pages,
   where unclosed elements pile up; without any limit, hostile pages take quadratic time. */
#define CLIBXML2_DEPTH_LIMIT 4096

/* Why parsing stopped at the limit above; no code of the library's own. */
#define CLIBXML2_TOO_DEEP 100000

static void clibxml2_start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
    xmlParserCtxtPtr parser = (xmlParserCtxtPtr)context;
    if (parser->nodeNr >= CLIBXML2_DEPTH_LIMIT) {
        xmlStopParser(parser);
        parser->errNo = CLIBXML2_TOO_DEEP;
        return;
    }
    xmlSAX2StartElement(context, name, attributes);
}

/* Reads HTML, which never fails but at the limits: `error` is then the reason. */
static inline xmlDocPtr clibxml2_read_html(const char *bytes, int count, int *error) {
    xmlInitParser();
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    *error = XML_ERR_NO_MEMORY;
    if (parser == NULL) return NULL;
    parser->sax->startElement = clibxml2_start_element;
    xmlDocPtr document = htmlCtxtReadMemory(
        parser, bytes, count, NULL, "UTF-8",
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
            HTML_PARSE_COMPACT | XML_PARSE_HUGE);
    *error = parser->errNo == CLIBXML2_TOO_DEEP || document == NULL ? parser->errNo : 0;
    htmlFreeParserCtxt(parser);
    if (*error != 0 && document != NULL) {
        xmlFreeDoc(document);
        document = NULL;
    }
    return document;
}

/* Reads XML within the library's own limits; no entity is loaded or put in. Where it is malformed,
   `message` (to be freed) and `line` say why and where. */
static inline xmlDocPtr clibxml2_read_xml(
    const char *bytes, int count, xmlChar **message, int *line) {
    xmlInitParser();
    *message = NULL;
    *line = 0;
    xmlParserCtxtPtr parser = xmlNewParserCtxt();
    if (parser == NULL) return NULL;
    xmlDocPtr document = xmlCtxtReadMemory(
        parser, bytes, count, NULL, "UTF-8",
        XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET | XML_PARSE_NOCDATA |
            XML_PARSE_COMPACT);
    if (document == NULL && parser->lastError.message != NULL) {
        *message = xmlStrdup((const xmlChar *)parser->lastError.message);
        *line = parser->lastError.line;
    }
    xmlFreeParserCtxt(parser);
    return document;
}

/* xmlFree is a mutable global, which Swift does not let anyone touch. */
static inline void clibxml2_free(void *memory) { xmlFree(memory); }

#endif
