import type { CommandNode } from "./command-tree.ts";
import type { OptionValues } from "./option-values.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What `opp completion` answers for the scripts: the categories of the vault, one on each line. */
export const CATEGORIES = "categories";

/**
 * A shell's completion of `opp`, as a text for it to read. The script asks nothing of a server or a vault but the categories, and these
 * only where the passphrase is kept for the session.
 */
export const completionScript: Readonly<Record<Shell, (nodes: readonly CommandNode[]) => string>> = {
  bash: (nodes) => `# Completion of opp for bash: source <(opp completion bash)
_opp() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" path="" i words=""
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${patterns(nodes)}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
${valueCheck(nodes, { path: "path", ending: "return", offer: bashOffer })}
  case "$path" in
${nodes
  .map(
    ({ path, commands, options }) =>
      `    ${quoted(joined(path))})
      words=${quoted(commands.map(({ name }) => name).join(" "))}
      [[ $word == -* ]] && words=${quoted(options.map(({ name }) => name).join(" "))} ;;`,
  )
  .join("\n")}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
_opp_categories() {
  local name typed="\${1//[\\\\\\"\\']/}"
  while IFS= read -r name; do
    [[ $name == "$typed"* ]] || continue
    if [[ $1 == [\\"\\']* ]]; then printf '%s\\n' "$name"; else printf '%q\\n' "$name"; fi
  done < <("\${COMP_WORDS[0]}" completion ${CATEGORIES} 2>/dev/null </dev/null)
}
complete -o default -F _opp opp
`,

  zsh: (nodes) => `#compdef opp
# Completion of opp for zsh: source <(opp completion zsh), or as a file named _opp in a folder of $fpath
_opp() {
  local path_="" i before="\${words[CURRENT-1]}"
  local -a commands_ options_
  for ((i = 2; i < CURRENT; i++)); do
    case "$path_ \${words[i]}" in
      ${patterns(nodes)}) path_="$path_ \${words[i]}" ;;
    esac
  done
${valueCheck(nodes, { path: "path_", ending: "_files; return", offer: zshOffer })}
  case "$path_" in
${nodes
  .map(
    ({ path, commands, options }) =>
      `    ${quoted(joined(path))})
      commands_=(${described(commands)})
      options_=(${described(options)}) ;;`,
  )
  .join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe option options_
  elif (( \${#commands_} )); then
    _describe command commands_
  else
    _files
  fi
}
(( \${+functions[compdef]} )) && compdef _opp opp
`,

  fish: (nodes) => `# Completion of opp for fish: opp completion fish | source
function __opp_path
  set -l path ''
  for word in (commandline -opc)[2..-1]
    switch "$path $word"
      case ${pathsOf(nodes).map(quoted).join(" ")}
        set path "$path $word"
    end
  end
  echo "$path"
end
${nodes.flatMap(fishLines).join("\n")}
`,
};

/** As the scripts put a path together: a space before each name. */
const joined = (path: readonly string[]): string => path.map((name) => ` ${name}`).join("");

const pathsOf = (nodes: readonly CommandNode[]): string[] =>
  nodes.filter(({ path }) => path.length > 0).map(({ path }) => joined(path));

const patterns = (nodes: readonly CommandNode[]): string => pathsOf(nodes).map(quoted).join(" | ");

interface ValueCheck {
  /** The variable that holds the path of commands. */
  readonly path: string;
  /** What follows where nothing is known of the value: a file's name, as often as not. */
  readonly ending: string;
  readonly offer: (values: OptionValues) => string;
}

/** Behind an option that takes a value, that value is to come. */
function valueCheck(nodes: readonly CommandNode[], { path, ending, offer }: ValueCheck): string {
  const patternsByAction = new Map<string, string[]>();
  for (const node of nodes)
    for (const { name, takesValue, values } of node.options) {
      if (!takesValue) continue;
      const action = values === null ? ending : offer(values);
      const known = patternsByAction.get(action) ?? [];
      patternsByAction.set(action, [...known, quoted(`${joined(node.path)} ${name}`)]);
    }
  const branches = [...patternsByAction].map(([action, known]) => `    ${known.join(" | ")}) ${action} ;;`);
  return `  case "$${path} $before" in
${branches.join("\n")}
  esac`;
}

/** File names are no values, so bash mustn't offer them instead. Outside of a completion there is nothing to set. */
const bashOffer = (values: OptionValues): string =>
  `compopt +o default 2>/dev/null || :; mapfile -t COMPREPLY < <(${values === "categories" ? '_opp_categories "$word"' : `compgen -W ${quoted(values.join(" "))} -- "$word"`}); return`;

const zshOffer = (values: OptionValues): string =>
  values === "categories"
    ? `compadd -- "\${(@f)$(\${words[1]} completion ${CATEGORIES} 2>/dev/null </dev/null)}"; return`
    : `compadd -- ${values.map(quoted).join(" ")}; return`;

const fishOffer = (values: OptionValues): string =>
  values === "categories"
    ? `-x -a '(opp completion ${CATEGORIES} 2>/dev/null </dev/null)'`
    : `-x -a ${fishQuoted(values.join(" "))}`;

const described = (candidates: readonly { name: string; summary: string }[]): string =>
  candidates.map(({ name, summary }) => quoted(`${name.replaceAll(":", "\\:")}:${summary}`)).join(" ");

function fishLines({ path, commands, options }: CommandNode): string[] {
  const here = `complete -c opp -n 'test (__opp_path) = "${joined(path)}"'`;
  return [
    ...commands.map(({ name, summary }) => `${here} -f -a ${name} -d ${fishQuoted(summary)}`),
    ...options.map(
      ({ name, summary, takesValue, values }) =>
        `${here} -l ${name.slice(2)} ${values ? `${fishOffer(values)} ` : takesValue ? "-r " : ""}-d ${fishQuoted(summary)}`,
    ),
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const fishQuoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
