import { TABLE_PLACES, type TablePlace } from "../table-choices.ts";

/** Words of headers, folded, in English, German, French, Spanish and Italian: one line a language. A word of two places counts for the first. */
const WORDS: Readonly<Record<TablePlace, readonly string[]>> = {
  name: [
    "name, title, account name, entry name, item, item name, service, service name, site name, label, entry, program",
    "name, titel, bezeichnung, eintrag, dienst",
    "nom, titre, libelle, intitule, service, nom du site",
    "nombre, titulo, etiqueta, servicio",
    "nome, titolo, etichetta, servizio",
  ],
  url: [
    "url, urls, uri, website, web site, website url, web, web address, site, address, link, login url, login uri, host name, hostname, host, domain",
    "webseite, webadresse, adresse, internetadresse, seite",
    "site, site web, adresse, adresse web, lien",
    "sitio, sitio web, pagina web, direccion, enlace, pagina",
    "sito, sito web, indirizzo, indirizzo web, pagina",
  ],
  username: [
    "username, user name, user, login, login name, login username, user id, userid, account id",
    "benutzer, benutzername, nutzer, nutzername, anmeldename, kennung, benutzerkennung",
    "utilisateur, nom d utilisateur, identifiant",
    "usuario, nombre de usuario, identificador",
    "utente, nome utente, identificativo",
  ],
  email: [
    "email, e mail, mail, email address, e mail address",
    "e mail adresse, mailadresse, emailadresse",
    "courriel, adresse e mail, adresse email",
    "correo, correo electronico",
    "posta, posta elettronica",
  ],
  password: [
    "password, pass, passwd, pwd, secret, passphrase, passcode, login password",
    "passwort, kennwort, geheimwort",
    "mot de passe, mdp, motdepasse",
    "contrasena, clave",
    "parola chiave, chiave",
  ],
  totp: [
    "totp, otp, otpauth, 2fa, two factor, authenticator, one time password, one time code, login totp, otp secret, otp url, otp uri, totp secret, totp url, totp uri",
    "einmalcode, einmalkennwort, einmalpasswort, zwei faktor",
    "code a usage unique, double authentification",
    "codigo de un solo uso, doble factor",
    "codice monouso, doppio fattore",
  ],
  blob: [
    "notes, note, comment, comments, remark, remarks, extra, memo, description",
    "notiz, notizen, bemerkung, bemerkungen, kommentar, anmerkung, anmerkungen, beschreibung",
    "remarque, remarques, commentaire, commentaires",
    "nota, notas, comentario, comentarios, observaciones",
    "commento, commenti, osservazioni",
  ],
  category: [
    "folder, group, grouping, category, path, collection, collections, vault",
    "ordner, gruppe, kategorie, rubrik, tresor",
    "dossier, groupe, categorie, coffre",
    "carpeta, grupo, categoria, boveda",
    "cartella, gruppo, cassaforte",
  ],
  tags: [
    "tags, tag, labels, keywords",
    "schlagworter, stichworte",
    "etiquettes, mots cles",
    "etiquetas",
    "etichette",
  ],
  account: [
    "account, account number, customer number, client id, member id",
    "konto, kontonummer, kundennummer, mitgliedsnummer",
    "compte, numero de compte, numero client, numero de client",
    "cuenta, numero de cuenta, numero de cliente",
    "conto, numero di conto, codice cliente",
  ],
  favourite: [
    "favorite, favourite, favorites, fav, starred",
    "favorit, lieblings",
    "favori",
    "favorito",
    "preferito",
  ],
  createdAt: [
    "created, created at, creation date, creation time, date created",
    "erstellt, erstellt am, angelegt, erstellungsdatum",
    "cree, date de creation",
    "creado, fecha de creacion",
    "creato, data di creazione",
  ],
  updatedAt: [
    "modified, last modified, updated, updated at, last updated, changed, date modified",
    "geandert, geandert am, aktualisiert, zuletzt geandert",
    "modifie, mis a jour, date de modification",
    "modificado, actualizado, fecha de modificacion",
    "modificato, aggiornato, data di modifica",
  ],
};

const HIDDEN_WORDS =
  "password, passwd, passphrase, pwd, passwort, kennwort, geheimwort, mot de passe, mdp, contrasena, clave, parola chiave, chiave, " +
  "pin, puk, cvv, cvc, security code, secret, key, answer, antwort, reponse, respuesta, risposta, geheim, secreto, segreto, schlussel, cle, tan";

/** Next to a password's word they say that the column is about the password: its hint or its age. */
const ABOUT_PASSWORD =
  /\b(?:hint|hinweis|indice|pista|question|frage|pregunta|domanda|strength|starke|age|alter|change|changed|modified|expires|geandert|length|history)\b/;

const listed = (lines: string) => lines.split(", ");

const PLACE_OF = new Map<string, TablePlace>();
for (const place of TABLE_PLACES)
  for (const word of WORDS[place].flatMap(listed)) if (!PLACE_OF.has(word)) PLACE_OF.set(word, place);
const LONGEST_FIRST = [...PLACE_OF].toSorted(([a], [b]) => b.length - a.length);
const HIDDEN = listed(HIDDEN_WORDS);
/** From this length on, a word is also found inside another: German joins its words. */
const INSIDE_CHARS = 6;

/** Case, accents, and what parts the words of a header make no difference; `camelCase` counts as two words. */
export const foldHeader = (header: string): string =>
  header
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[_\-./'\u2019\s]+/g, " ")
    .trim()
    .replace(/ ?:$/, "");

const has = (folded: string, word: string): boolean =>
  ` ${folded} `.includes(` ${word} `) || (word.length >= INSIDE_CHARS && folded.includes(word));

/** The place whose word the header is. */
export function placeOfHeader(header: string): TablePlace | null {
  const folded = foldHeader(header);
  return PLACE_OF.get(folded) ?? PLACE_OF.get(folded.replaceAll(" ", "")) ?? null;
}

/** The place whose word the header contains: the longest word counts. */
export function placeInHeader(header: string): TablePlace | null {
  const folded = foldHeader(header);
  const place = LONGEST_FIRST.find(([word]) => has(folded, word))?.[1] ?? null;
  return place === "password" && ABOUT_PASSWORD.test(folded) ? null : place;
}

/** Whether a column of this name contains secrets. */
export const isHiddenHeader = (header: string): boolean => {
  const folded = foldHeader(header);
  return HIDDEN.some((word) => has(folded, word));
};
