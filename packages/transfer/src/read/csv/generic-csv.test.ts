import { describe, expect, test } from "vitest";
import { readFile } from "../../recognise/read-file.ts";
import type { ColumnTarget, TableChoices } from "../../table-choices.ts";
import { comparable, expectedOf, fixture } from "../../testing/fixtures.ts";
import { packZip } from "../../testing/pack-zip.ts";
import { readTable, readWithMapping } from "./read-table.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const secrets = { password: null, keyFile: null };

/** As the fixtures write a mapping. */
function byPlace(mapping: readonly ColumnTarget[]) {
  const fields = mapping.flatMap((target, column) =>
    target === "field" || target === "hidden" ? [column] : [],
  );
  const places = mapping.flatMap((target, column) => (fields.includes(column) ? [] : [[target, column]]));
  return { ...Object.fromEntries(places), ...(fields.length > 0 ? { fields } : {}) };
}

describe.each(expectedOf("generic-csv").flatMap(({ cases = [] }) => cases))("$file", (expected) => {
  const file = fixture("generic-csv", expected.file);

  test("the preview shows how it is read", () => {
    const { encoding, separator, header, columns, mapping } = readTable(file);
    expect({ encoding, separator, header }).toEqual(expected.detected);
    expect(columns).toEqual(expected.columns ?? columns);
    expect(byPlace(mapping)).toEqual(expected.mapping);
  });

  test("its items are read", async () => {
    const read = await readFile(file, secrets);
    expect(read).toMatchObject({ format: "csv", table: readTable(file) });
    expect(await Promise.all(read.items.map(comparable))).toEqual(expected.items);
    expect(readWithMapping(file, {}).items).toEqual(read.items);
  });
});

test.each([
  [
    "en",
    "Title,Web site,User-ID,E-mail address,Pass phrase,Two factor,Comments,Group,Keywords,Client ID,Fav,Date created,Last modified",
  ],
  [
    "de",
    "Bezeichnung;Internetadresse;Benutzername;E-Mail-Adresse;Kennwort;Einmalcode;Bemerkungen;Ordner;Schlagwörter;Kundennummer;Favorit;Erstellt;Geändert",
  ],
  [
    "fr",
    "Intitulé;Site web;Nom d’utilisateur;Courriel;Mot de passe;Code à usage unique;Remarques;Dossier;Mots-clés;Numéro client;Favori;Créé;Modifié",
  ],
  [
    "es",
    "Título;Sitio web;Nombre de usuario;Correo electrónico;Contraseña;Código de un solo uso;Observaciones;Carpeta;Etiquetas;Número de cuenta;Favorito;Creado;Actualizado",
  ],
  [
    "it",
    "Titolo;Sito web;Nome utente;Posta elettronica;Parola chiave;Codice monouso;Osservazioni;Cartella;Etichette;Codice cliente;Preferito;Creato;Modificato",
  ],
])("headers in %s find their places", (_, header) => {
  expect(readTable(bytes(`${header}\nx`)).mapping).toEqual([
    "name",
    "url",
    "username",
    "email",
    "password",
    "totp",
    "blob",
    "category",
    "tags",
    "account",
    "favourite",
    "createdAt",
    "updatedAt",
  ]);
});

test.each([
  [
    "name,Password hint,Passport number,Hauptpasswort,Sicherheitsantwort,",
    ["name", "hidden", "field", "password", "hidden", "field"],
  ],
  ["Account,Login Name,Password,Web Site,Comments", ["name", "username", "password", "url", "blob"]],
  [
    "username,username2,title,password,note,url,otpUrl",
    ["username", "field", "name", "password", "blob", "url", "totp"],
  ],
  ["Name,Account,Password", ["name", "account", "password"]],
  ["Title,URL,URL,Password,Password", ["name", "url", "url", "password", "hidden"]],
])("%s", (header, mapping) => {
  expect(readTable(bytes(`${header}\nx,y`)).mapping).toEqual(mapping);
});

test.each([
  ["https://a.example,ada,pw\nhttps://b.example,bob,pw", ["url", "username", "password"]],
  ["ada@a.example,pw\nbob@b.example,pw", ["username", "password"]],
  [
    "A,ada@a.example,pw,https://a.example,otpauth://totp/x?secret=JBSWY3DPEHPK3PXP,more",
    ["name", "username", "password", "url", "totp", "blob"],
  ],
  ["Router,secret", ["name", "password"]],
  ["A,u,p,n,x,y", ["name", "username", "password", "blob", "field", "field"]],
])("without a header the content and the order count: %s", (text, mapping) => {
  expect(readTable(bytes(text))).toMatchObject({ header: false, mapping });
});

test("a preview has three rows and counts all; an unnamed column gets its number", () => {
  const preview = readTable(bytes("name,,password\na,b,c\nd,e,f\ng,h,i\nj,k,l,m"));
  expect(preview).toMatchObject({ columns: ["name", "Column 2", "password", "Column 4"], rows: 4 });
  expect(preview.firstRows).toHaveLength(3);
});

test.each<[string, TableChoices, object]>([
  ["encoding", { encoding: "windows-1251" }, { name: "По" }],
  ["separator", { separator: "/" }, { name: "Ïî,u,p,https:", password: "x.example" }],
  [
    "mapping",
    { mapping: ["blob", "name", "skip", "hidden"] },
    {
      blob: "Ïî",
      name: "u",
      password: "",
      fields: [{ name: "Column 4", kind: "hidden", value: "https://x.example" }],
    },
  ],
])("the owner's %s overrides the guess", (_, choices, item) => {
  const file = Uint8Array.from([0xcf, 0xee, ...bytes(",u,p,https://x.example")]);
  expect(readTable(file, choices)).toMatchObject(choices);
  expect(readWithMapping(file, choices).items[0]).toMatchObject(item);
});

test("a table of a known program is read by the owner's choices as well, also within a zip", async () => {
  const file = bytes("name,url,username,password\nx,https://x.example,u,p");
  const table: TableChoices = { mapping: ["blob", "url", "name", "password"] };
  for (const content of [file, packZip([{ name: "export.csv", content: file }])]) {
    const read = await readFile(content, { ...secrets, table });
    expect(read).toMatchObject({ format: "csv", items: [{ name: "u", blob: "x", password: "p" }], table });
  }
});

test("the owner says whether there is a header", () => {
  const file = bytes("name,password\nx,y");
  expect(readTable(file)).toMatchObject({ header: true, rows: 1 });
  expect(readTable(file, { header: false })).toMatchObject({
    header: false,
    rows: 2,
    columns: ["Column 1", "Column 2"],
  });
  expect(readWithMapping(file, { header: false }).items[0]).toMatchObject({
    name: "name",
    password: "password",
  });
});

test("no cell is lost: repeats, odd dates and cells past the header become fields", () => {
  const file = bytes(
    [
      "name,user,e-mail,password,password,totp,2fa,folder,tags,created,updated,answer",
      'x,u,e@x.example,p,q,JBSWY3DPEHPK3PXP,GEZDGNBVGY3TQOJQ,A / B,"one;two",1/2/2025,31.03.2025 10:00,a,extra',
    ].join("\n"),
  );
  const [item] = readWithMapping(file, {}).items;
  expect(item).toMatchObject({
    username: "u",
    password: "p",
    totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
    category: ["A", "B"],
    tags: ["one", "two"],
    updatedAt: Date.UTC(2025, 2, 31, 10),
  });
  expect(item?.fields).toEqual(
    expect.arrayContaining([
      { name: "e-mail", kind: "text", value: "e@x.example" },
      { name: "password", kind: "hidden", value: "q" },
      { name: "2fa", kind: "hidden", value: "GEZDGNBVGY3TQOJQ" },
      { name: "created", kind: "text", value: "1/2/2025" },
      { name: "answer", kind: "hidden", value: "a" },
      { name: "Column 13", kind: "text", value: "extra" },
    ]),
  );
  expect(item?.fields).toHaveLength(6);
});

test("an e-mail address is the username of a row that has none", () => {
  const read = readWithMapping(bytes("name,user,e-mail,password\na,,a@x.example,p\nb,b,b@x.example,p"), {});
  expect(read.items.map(({ username, fields }) => [username, fields.length])).toEqual([
    ["a@x.example", 0],
    ["b", 1],
  ]);
});

test("apostrophes before a formula's character are shown, and taken off when the owner says so", () => {
  const file = bytes("name,username,password\na,'+41,'=1\n'b,u,p");
  expect(readTable(file).hasApostrophes).toBe(true);
  expect(readWithMapping(file, {}).items[0]).toMatchObject({ password: "'=1" });
  expect(readWithMapping(file, { apostrophes: "undo" }).items).toMatchObject([
    { username: "+41", password: "=1" },
    { name: "b" },
  ]);
});

test("prose isn't a table", async () => {
  const refused = readFile(bytes("Dear Ada,\n\nthis is a letter\nof some lines.\n"), secrets);
  await expect(refused).rejects.toMatchObject({ reason: "unknown" });
});
