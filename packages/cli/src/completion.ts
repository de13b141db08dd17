export const shells = ["bash", "zsh", "fish"] as const;

interface Completed {
  /** `contract list`. */
  name: string;
  /** In the form of commander: `--name <text>`. */
  flags: readonly string[];
}

const everywhere = ["--output", "--profile", "--url", "--help"];
const forms = ["table", "json", "ndjson"];

/** The text that a shell sources to complete the command's words. @returns nothing for an unknown shell */
export function completionOf(shell: string, commands: readonly Completed[]): string | undefined {
  const nouns = [...new Set(commands.map(({ name }) => name.split(" ")[0] ?? "")), "completion"];
  const of = (noun: string) => commands.filter(({ name }) => name.startsWith(`${noun} `));
  const verbOf = ({ name }: Completed) => name.split(" ")[1] ?? "";
  const verbs = (noun: string) => (noun === "completion" ? [...shells] : of(noun).map(verbOf));
  const flagsOf = ({ flags }: Completed) => flags.flatMap((one) => one.match(/--[a-z-]+/g) ?? []);
  if (shell === "fish") {
    const lines = nouns.flatMap((noun) => [
      `complete -c saihan -n __fish_use_subcommand -f -a ${noun}`,
      `complete -c saihan -n '__fish_seen_subcommand_from ${noun}; and not __fish_seen_subcommand_from ${verbs(noun).join(" ")}' -f -a '${verbs(noun).join(" ")}'`,
      ...of(noun).flatMap((command) =>
        flagsOf(command).map(
          (flag) =>
            `complete -c saihan -n '__fish_seen_subcommand_from ${noun}; and __fish_seen_subcommand_from ${verbOf(command)}' -l ${flag.slice(2)}`,
        ),
      ),
    ]);
    const all = everywhere.map(
      (flag) => `complete -c saihan -l ${flag.slice(2)}${flag === "--output" ? ` -xa '${forms.join(" ")}'` : ""}`,
    );
    return `${[...lines, ...all].join("\n")}\n`;
  }
  const bash = `_saihan() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "\${COMP_WORDS[COMP_CWORD-1]}" = "--output" ]; then words="${forms.join(" ")}"
  elif [ "$COMP_CWORD" -eq 1 ]; then words="${nouns.join(" ")} ${everywhere.join(" ")}"
  elif [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${nouns.map((noun) => `      ${noun}) words="${verbs(noun).join(" ")}" ;;`).join("\n")}
    esac
  elif [ "\${cur:0:1}" = "-" ]; then
    case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${commands.map((command) => `      "${command.name}") words="${[...flagsOf(command), ...everywhere].join(" ")}" ;;`).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _saihan saihan
`;
  if (shell === "bash") return bash;
  return shell === "zsh" ? `autoload -U +X bashcompinit && bashcompinit\n${bash}` : undefined;
}
