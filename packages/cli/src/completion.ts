import type { Command } from "./command.ts";

export const shells = ["bash", "zsh", "fish"] as const;

/** The text that a shell sources to complete the command's words. @returns nothing for an unknown shell */
export function completionOf(shell: string, commands: readonly Command[]): string | undefined {
  const nouns = [...new Set(commands.map((c) => c.name.split(" ")[0] ?? "")), "completion"];
  const verbs = (noun: string) =>
    noun === "completion"
      ? [...shells]
      : commands.filter((c) => c.name.startsWith(`${noun} `)).map((c) => c.name.split(" ")[1] ?? "");
  const flags = (noun: string) => [
    ...new Set([
      ...commands
        .filter((c) => c.name.startsWith(`${noun} `))
        .flatMap((c) => (c.options ?? []).map((o) => o.flags.split(" ")[0] ?? "")),
      ...["--output", "--profile", "--help"],
    ]),
  ];
  if (shell === "fish") {
    const lines = nouns.flatMap((noun) => [
      `complete -c saihan -n __fish_use_subcommand -f -a ${noun}`,
      ...verbs(noun).map((verb) => `complete -c saihan -n '__fish_seen_subcommand_from ${noun}' -f -a ${verb}`),
      ...flags(noun).map((flag) => `complete -c saihan -n '__fish_seen_subcommand_from ${noun}' -l ${flag.slice(2)}`),
    ]);
    return `${lines.join("\n")}\n`;
  }
  const bash = `_saihan() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then words="${nouns.join(" ")}"
  elif [ "$COMP_CWORD" -eq 2 ]; then
    case "\${COMP_WORDS[1]}" in
${nouns.map((noun) => `      ${noun}) words="${verbs(noun).join(" ")}" ;;`).join("\n")}
    esac
  else
    case "\${COMP_WORDS[1]}" in
${nouns.map((noun) => `      ${noun}) words="${flags(noun).join(" ")}" ;;`).join("\n")}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _saihan saihan
`;
  if (shell === "bash") return bash;
  return shell === "zsh" ? `autoload -U +X bashcompinit && bashcompinit\n${bash}` : undefined;
}
