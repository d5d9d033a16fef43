import { formatIds, parse } from './files';
import type { Io } from './io';
import { type CommandPage, commandPages, commonOptions } from './usage';
import { oneOf } from './usage-error';

/** An option: its names, and the values known for it (`null`: it takes none; empty: any value). */
interface Option {
  readonly names: readonly string[];
  readonly values: readonly string[] | null;
  readonly says: string;
}

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `smtp-lens completions SHELL`: what the shell needs to complete commands, options and their values. */
export async function completions(args: string[], io: Io): Promise<number> {
  const { positionals } = parse(args, {});
  const shell = oneOf('completions', positionals[0], SHELLS);
  io.out({ bash, zsh, fish }[shell](commandPages()));
  return 0;
}

const CHECK_FORMATS = ['text', 'full', 'json', 'github', 'gitlab', 'junit', 'sarif', 'markdown'];

/** An option from its row of the help, such as `-q, --quiet` or `--color auto|always|never`. */
function optionOf([row, says]: readonly [string, string], command: string): Option {
  const [, names, value] = /^((?:-\w, )?--[\w-]+)(?: (\S+))?$/.exec(row) ?? ['', row, undefined];
  const known = names === '--as' ? formatIds() : names === '--format' && command === 'check' ? CHECK_FORMATS : null;
  const listed = value?.includes('|') ? value.split('|') : [];
  return { names: names.split(', '), values: value === undefined ? null : (known ?? listed), says };
}

const optionsOf = (page: CommandPage): Option[] => [...page.options, ...commonOptions()].map((row) => optionOf(row, page.name));

function bash(pages: readonly CommandPage[]): string {
  const cases = pages.map((page) => {
    const valued = optionsOf(page).filter(({ values }) => values !== null && values.length > 0);
    const byValue = valued.map(({ names, values }) => `        ${names.join('|')}) words="${values?.join(' ')}" ;;\n`).join('');
    const all = optionsOf(page)
      .flatMap(({ names }) => names)
      .join(' ');
    return `    ${page.name})\n      case "$before" in\n${byValue}        *) words="${all}" ;;\n      esac ;;\n`;
  });
  return `_smtp_lens() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${pages.map(({ name }) => name).join(' ')}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('')}  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _smtp_lens smtp-lens
`;
}

const quoted = (text: string): string => text.replace(/'/g, "'\\''");

function zsh(pages: readonly CommandPage[]): string {
  const says = (text: string): string => quoted(text.replace(/[[\]:]/g, ' '));
  const cases = pages.map((page) => {
    const rows = optionsOf(page).flatMap(({ names, values, says: text }) =>
      names.map(
        (name) => `'${name}[${says(text)}]${values === null ? '' : `:value:${values.length > 0 ? `(${values.join(' ')})` : '_files'}`}'`,
      ),
    );
    return `    ${page.name}) _arguments ${rows.join(' ')} '*:file:_files' ;;\n`;
  });
  return `#compdef smtp-lens
_smtp_lens() {
  if (( CURRENT == 2 )); then
    local -a commands=(${pages.map(({ name, brief }) => `'${name}:${says(brief)}'`).join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('')}  esac
}
compdef _smtp_lens smtp-lens
`;
}

function fish(pages: readonly CommandPage[]): string {
  const lines = pages.map(({ name, brief }) => `complete -c smtp-lens -n __fish_use_subcommand -f -a ${name} -d '${quoted(brief)}'`);
  for (const page of pages) {
    for (const { names, values, says } of optionsOf(page)) {
      const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
      const takes = values === null ? '' : values.length > 0 ? ` -x -a '${values.join(' ')}'` : ' -r';
      lines.push(`complete -c smtp-lens -n '__fish_seen_subcommand_from ${page.name}' ${flags}${takes} -d '${quoted(says)}'`);
    }
  }
  return `${lines.join('\n')}\n`;
}
