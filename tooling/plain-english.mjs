/** Word order and idioms carried over from German: a pattern, and what to write instead. */
export const BETRAYING_WORDS = [
  [/\bmind (the|capitals)\b/gi, 'say "check"'],
  [/\banew\b/gi, 'say "again", or use a verb with "re-"'],
  [/\bmeanwhile\b/gi, "usually adds nothing: leave it out"],
  [/\b(lies|lie|lay|lain)\b/gi, 'say "is" or "is in"'],
  [/\bstands?\b/gi, 'say "is", or name the thing that happens'],
  [/\b(bears?|mend(s|ed|ing)?)\b/gi, 'say "has", "fix"'],
  [/\bwhoever\b/gi, 'say "you", "anyone who", or name the person'],
  [/\bblanks?\b/gi, 'the character is a "space"'],
  [/\b(isn't|aren't|is|are) there\b/gi, 'say "exists", or what is missing'],
  [/\b(go|goes|going|went) on\b/gi, 'say "continue", "still"'],
  [/\b(by hand|in force|besides?)\b/gi, 'say "manually", "valid", "next to"'],
  [/\bof (its|one's|your|their) own\b/gi, 'say "its own X", "separate"'],
  [/\blog-ins?\b/gi, 'the noun is "login", the verb "log in"'],
  [/\buser names?\b/gi, 'one word: "username"'],
  [/\b(thief|thieves|strangers?|loot)\b/gi, 'say "attacker", "anyone without a token"'],
  [/\b(somebody|nobody|anybody|everybody)\b/gi, "name the person, or say what is possible"],
  [/\b(is|are|was) (told|said)\b/gi, "say who does what"],
  [/\bas (it|they) (is|are|was|were)\b/gi, 'say "unchanged"'],
  [/\b(brings?|brought|bringing) (it )?back\b/gi, 'say "restore"'],
  [/\b(is|are|was) no [a-z]/gi, 'say "isn\'t a"'],
  [/(^|[.:;] |["`*/] ?)Who [a-z]/gm, 'start with "you" or the thing'],
  [/(^|[.] |["`*/] ?)Of (a|an|the|one|two|several|those|hundreds|what)\b/gm, "start with the subject"],
  [/\b(chosen|hits?)\b/gi, 'say "selected", "results"'],
];

const prose = /\.(ts|tsx|mjs|md)$/;
const appTexts = /^apps\/web\/src\/texts\/en\//;
/** Words as data, and this list itself. */
const exempt =
  /(eff-long-words\.ts|\/rest\/v1\/testing\/vectors\/|^tooling\/plain-english|^CHANGELOG\.md$|^packages\/transfer\/fixtures\/|\/boundaries-canary\/)/;
/** A property's or a code's name isn't prose. */
const code = /\bnobody: |"User name\b|"(?:known-)?log-in(?:-failed)?"|\/log-in\.ts"/g;

/** Where the app's English texts use such a word, one `path:line "word": advice` each. */
export function findBetrayingWords(files) {
  return files
    .filter(({ path }) => appTexts.test(path))
    .flatMap(({ path, text }) =>
      text
        .replace(code, (match) => " ".repeat(match.length))
        .split("\n")
        .flatMap((line, index) =>
          BETRAYING_WORDS.flatMap(([pattern, advice]) =>
            [...line.matchAll(pattern)].map(([found]) => `${path}:${index + 1} "${found.trim()}": ${advice}`),
          ),
        ),
    );
}

/** How often all such words occur in sources and documents, in all. */
export function countBetrayingWords(files) {
  return files
    .filter(({ path }) => prose.test(path) && !exempt.test(path))
    .map(({ text }) => text.replace(code, ""))
    .reduce(
      (sum, text) => sum + BETRAYING_WORDS.reduce((n, [re]) => n + [...text.matchAll(re)].length, 0),
      0,
    );
}

/** The count allowed outside the app's texts. Lower it whenever prose gets better; never raise it. */
const CEILING = 1200;

export function findGrowth(files, ceiling = CEILING) {
  const count = countBetrayingWords(files);
  return count > ceiling
    ? [
        `${count} words that betray a translation; at most ${ceiling} are allowed (tooling/plain-english.mjs lists them)`,
      ]
    : [];
}
