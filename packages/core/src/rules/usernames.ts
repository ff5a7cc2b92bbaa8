/**
 * What a username may hold, and when two of them are the same. The guide is PRECIS's UsernameCaseMapped (RFC 8265, section 3.3):
 * width, case and spaces at the ends don't count. Beyond it, the letters of a name are of one script, since "аda" with a Cyrillic
 * letter looks like "ada". Symbols and emoji are allowed, since accounts have them.
 */

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cn}\p{Co}\u2800]/gu;
const SPACES = /\p{Z}+/gu;
/** The column that holds a form is filled with this function: a change of it needs a migration that fills it again. */
const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll("ς", "σ");

/** The form in which usernames are compared: two names of one form are one name. */
export function usernameForm(typed: string): string {
  // Twice: what goes in the middle lets its neighbours compose, and a small letter can have a shorter form.
  let form = typed;
  for (let round = 0; round < 2; round += 1)
    form = fold(form).replace(INVISIBLE, "").replace(SPACES, " ").trim().normalize("NFC");
  return form;
}

/** Those of the accounts whose name another one of them has, too, in its form. */
export function findColliding<Account extends { readonly username: string | null }>(
  accounts: readonly Account[],
): Account[] {
  const formOf = ({ username }: Account) => usernameForm(username ?? "");
  const live = accounts.filter(({ username }) => username !== null);
  const once = new Set<string>();
  const again = new Set<string>();
  for (const form of live.map(formOf)) (once.has(form) ? again : once).add(form);
  return live.filter((account) => again.has(formOf(account)));
}

/** Has an invisible character, or a space that isn't the usual one. */
export const hasInvisibleCharacter = (name: string): boolean =>
  name.search(INVISIBLE) >= 0 || /[^\P{Z} ]/u.test(name);

/**
 * Has letters of several scripts that no language writes together. Signs for letters, such as a formula's alpha, belong to
 * no script, so the letters that NFKC makes of them are checked, too.
 */
export const mixesScripts = (name: string): boolean =>
  [name, name.normalize("NFKC")].some(
    (text) =>
      !ALPHABETS.some((scripts) =>
        new RegExp(
          `^[${[...scripts, "Common", "Inherited"].map((script) => `\\p{scx=${script}}`).join("")}]*$`,
          "u",
        ).test(text),
      ),
  );

/** In living use: UAX 31, tables 5 and 7. Letters of others are in no alphabet, so that a name can't have them. */
const SCRIPTS =
  "Latin Cyrillic Greek Arabic Armenian Bengali Bopomofo Devanagari Ethiopic Georgian Gujarati Gurmukhi Han Hangul Hebrew Hiragana Kannada Katakana Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan Adlam Balinese Bamum Batak Canadian_Aboriginal Chakma Cham Cherokee Javanese Kayah_Li Lepcha Limbu Lisu Mandaic Meetei_Mayek Mongolian New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong Ol_Chiki Osage Hanifi_Rohingya Saurashtra Sundanese Syloti_Nagri Syriac Tai_Le Tai_Tham Tai_Viet Tifinagh Vai Wancho Yi";

/** One script each, and the combinations of UTS 39's level "highly restrictive". */
const ALPHABETS: readonly (readonly string[])[] = [
  ...SCRIPTS.split(" ").map((script) => [script]),
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Bopomofo"],
  ["Latin", "Han", "Hangul"],
];
