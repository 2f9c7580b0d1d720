// Reads every feed, calendar, table and data file below a folder with parsers that others wrote, and
// prints what they read as JSON, with everything that is wrong with it under `faults`.
"use strict";
const fs = require("fs");
const path = require("path");
const { parseAtomFeed } = require("feedsmith");
const { XMLParser, XMLValidator } = require("fast-xml-parser");
const ICAL = require("ical.js");
const Papa = require("papaparse");
const Ajv = require("ajv/dist/2020");
const addFormats = require("ajv-formats");

const root = process.argv[2];
const out = { feeds: {}, calendars: {}, tables: {}, data: {}, faults: [] };
const fault = (file, words) => out.faults.push(file + ": " + words);

function files(folder, below) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const name = below ? below + "/" + entry.name : entry.name;
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? files(full, name) : [name];
  });
}

const texts = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const read = name => texts.decode(fs.readFileSync(path.join(root, name)));

// What RFC 4287 demands, beyond what a parser insists on.
function feed(name, text) {
  const valid = XMLValidator.validate(text);
  if (valid !== true) fault(name, JSON.stringify(valid.err));
  const parser = new XMLParser({
    ignoreAttributes: false, alwaysCreateTextNode: true, parseTagValue: false,
    isArray: tag => ["entry", "author", "link", "category", "id", "title", "updated"].includes(tag),
  });
  const xml = parser.parse(text).feed;
  if (xml["@_xmlns"] !== "http://www.w3.org/2005/Atom") fault(name, "no Atom namespace");
  if (!xml["@_xml:lang"]) fault(name, "no language");
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
  const container = (element, what) => {
    for (const tag of ["id", "title", "updated"]) {
      const of = element[tag] || [];
      if (of.length !== 1) fault(name, what + " has " + of.length + " " + tag);
      else if (!of[0]["#text"]) fault(name, what + " has an empty " + tag);
    }
    for (const tag of ["updated", "published"]) {
      for (const of of [].concat(element[tag] || [])) {
        if (!moment.test(of["#text"]) || isNaN(Date.parse(of["#text"]))) fault(name, tag + " " + of["#text"]);
      }
    }
    const links = (element.link || []).map(link => link["@_rel"] + " " + (link["@_type"] || ""));
    if (new Set(links).size !== links.length) fault(name, what + " has two links of one sort");
    if (!links.some(link => link.startsWith("alternate "))) fault(name, what + " leads nowhere");
    if (!/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(element.id[0]["#text"]))
      fault(name, "id " + element.id[0]["#text"]);
    for (const author of element.author || []) {
      if (!author.name || !author.name["#text"]) fault(name, what + " has an author without a name");
    }
  };
  container(xml, "the feed");
  if (!xml.author) fault(name, "no author");
  const self = xml.link.filter(link => link["@_rel"] === "self");
  if (self.length !== 1) fault(name, self.length + " links to itself");
  const entries = xml.entry || [];
  entries.forEach((entry, at) => container(entry, "entry " + at));
  const ids = entries.map(entry => entry.id[0]["#text"]).concat(xml.id[0]["#text"]);
  if (new Set(ids).size !== ids.length) fault(name, "two ids are the same");

  const parsed = parseAtomFeed(text);
  const href = (links, rel) => (links || []).filter(link => link.rel === rel).map(link => link.href)[0];
  return {
    id: parsed.id,
    title: parsed.title.value,
    updated: parsed.updated,
    self: href(parsed.links, "self"),
    home: href(parsed.links, "alternate"),
    entries: (parsed.entries || []).map(entry => ({
      id: entry.id,
      title: entry.title.value,
      href: href(entry.links, "alternate"),
      published: entry.published,
      updated: entry.updated,
      authors: (entry.authors || []).map(author => author.name),
      kind: entry.categories[0].term,
      summary: (entry.summary && entry.summary.value) || "",
    })),
  };
}

function calendar(name, text) {
  const bytes = Buffer.from(text, "utf8");
  const lines = text.split("\r\n");
  if (lines.pop() !== "") fault(name, "the last line has no end");
  lines.forEach(line => {
    if (/[\r\n]/.test(line)) fault(name, "a line ends without CRLF: " + line);
    if (Buffer.byteLength(line, "utf8") > 75) fault(name, "a line of more than 75 octets: " + line);
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) fault(name, "a control character: " + JSON.stringify(line));
  });
  if (bytes[0] === 0xef) fault(name, "a byte-order mark");
  const component = new ICAL.Component(ICAL.parse(text));
  if (component.getFirstPropertyValue("version") !== "2.0") fault(name, "version");
  if (!component.getFirstPropertyValue("prodid")) fault(name, "no prodid");
  const zones = component.getAllSubcomponents("vtimezone");
  zones.forEach(zone => ICAL.TimezoneService.register(zone));
  const events = component.getAllSubcomponents("vevent").map(event => {
    for (const one of ["uid", "dtstamp", "dtstart", "summary", "status", "last-modified", "sequence", "transp"]) {
      if (event.getAllProperties(one).length !== 1) fault(name, "an event has not one " + one);
    }
    const of = new ICAL.Event(event);
    const start = event.getFirstPropertyValue("dtstart");
    const end = event.getFirstPropertyValue("dtend");
    if (end && end.compare(start) <= 0) fault(name, "an event ends before it begins: " + of.summary);
    if (end && end.isDate !== start.isDate) fault(name, "a day and a time: " + of.summary);
    if (!start.isDate && start.zone.tzid !== zones[0].getFirstPropertyValue("tzid")) fault(name, "a time without its zone");
    return {
      uid: of.uid,
      summary: of.summary,
      description: of.description || "",
      location: of.location,
      start: start.toString(),
      universal: start.isDate ? null : start.toJSDate().toISOString(),
      end: end ? end.toString() : null,
      status: event.getFirstPropertyValue("status"),
      sequence: of.sequence,
      stamp: event.getFirstPropertyValue("dtstamp").toString(),
      url: event.getFirstPropertyValue("url"),
    };
  });
  const uids = events.map(event => event.uid);
  if (new Set(uids).size !== uids.length) fault(name, "two UIDs are the same");
  return { name: component.getFirstPropertyValue("name"), events };
}

function table(name, text) {
  if (text.charCodeAt(0) !== 0xfeff) fault(name, "no byte-order mark");
  if (text.replace(/\r\n/g, "").match(/[\r\n]/)) fault(name, "a line ends without CRLF");
  if (!text.endsWith("\r\n")) fault(name, "the last line has no end");
  const parsed = Papa.parse(text.slice(1), { skipEmptyLines: false, newline: "\r\n", delimiter: "," });
  parsed.errors.forEach(error => fault(name, JSON.stringify(error)));
  const rows = parsed.data;
  if (rows.pop().join("") !== "") fault(name, "no last line");
  const heads = rows.shift();
  if (new Set(heads).size !== heads.length) fault(name, "two heads are the same");
  rows.forEach((row, at) => {
    if (row.length !== heads.length) fault(name, "line " + at + " has " + row.length + " cells");
    row.forEach(cell => {
      const number = /^-?\d+(\.\d+)?$/.test(cell);
      if (!number && /^[=+\-@\t\r＝＋－＠]/.test(cell)) fault(name, "a formula: " + cell);
    });
  });
  return { heads, rows };
}

// Every object says all that it may hold, and every part of it says what it is.
function strict(schema, where) {
  if (Array.isArray(schema)) return schema.forEach(of => strict(of, where));
  if (!schema || typeof schema !== "object") return;
  if (schema.properties) {
    schema.additionalProperties = false;
    for (const [key, of] of Object.entries(schema.properties)) {
      if (!of.description) fault("records.schema.json", where + "/" + key + " says nothing");
    }
  }
  for (const [key, of] of Object.entries(schema)) if (key !== "enum") strict(of, where + "/" + key);
}

const all = files(root, "").sort();
let validate = null;
if (all.includes("records.schema.json")) {
  const schema = JSON.parse(read("records.schema.json"));
  const ajv = new Ajv({ strict: true, allErrors: true });
  addFormats(ajv);
  if (!ajv.validateSchema(schema)) fault("records.schema.json", JSON.stringify(ajv.errors));
  strict(schema, "");
  validate = ajv.compile(schema);
}
for (const name of all) {
  const last = path.basename(name);
  if (last === "feed.xml") out.feeds[name] = feed(name, read(name));
  if (last === "calendar.ics") out.calendars[name] = calendar(name, read(name));
  if (/^records-\d+\.csv$/.test(last)) out.tables[name] = table(name, read(name));
  if (/^records-\d+\.json$/.test(last)) {
    const data = JSON.parse(read(name));
    if (!validate(data)) fault(name, JSON.stringify(validate.errors.slice(0, 3)));
    out.data[name] = data;
  }
}
process.stdout.write(JSON.stringify(out));
