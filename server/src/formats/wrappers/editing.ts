import { pieceOf } from '../../text/span';
import type { Wrapper } from '../wrapper';
import { ownBlanks } from '../wrapper';

/** One level of the `> ` of mail and Markdown; quotes of quotes are removed level by level. */
export const quote: Wrapper = {
  id: 'quote',
  title: 'quoted mail, Markdown block quote',
  repeats: true,
  samples: [
    { line: '> 250 2.1.0 Ok', inside: '250 2.1.0 Ok' },
    { line: '>EHLO client.example.org', inside: 'EHLO client.example.org' },
  ],
  peel: prefix(/^ {0,3}(?:>|\|(?= ))(?![>=]) ?/, '>|'),
};

/** `* ` or `- ` before every line. */
export const bullet: Wrapper = {
  id: 'bullet',
  title: 'list',
  samples: [{ line: '- S: 220 mail.example.net ESMTP', inside: 'S: 220 mail.example.net ESMTP' }],
  peel: prefix(/^[*+•·‣–-] (?=[^ ])/, '*+•·‣–-'),
};

/** `+`, `-` or a space of a diff. */
export const diff: Wrapper = {
  id: 'diff',
  title: 'diff',
  samples: [{ line: '+S: 220 mail.example.net ESMTP', inside: 'S: 220 mail.example.net ESMTP' }],
  like: (line) => (/^[+-](?![+> -])/.test(line) ? diff : null),
  peel: (line) => (/^[+ -]/.test(line) ? { piece: pieceOf(line, 1) } : line === '' ? { piece: pieceOf(line) } : null),
};

/** Comment marks of programming languages and shells before every line. */
export const comment: Wrapper = {
  id: 'comment',
  title: 'comment in source code',
  samples: [
    { line: '\t\t// S> 220 mail.example.net ESMTP', inside: 'S> 220 mail.example.net ESMTP' },
    { line: ' * C: EHLO client.example.org', inside: 'C: EHLO client.example.org' },
    { line: '# 250 2.1.0 Ok', inside: '250 2.1.0 Ok' },
  ],
  like: (line) => (/^[ \t]{0,40}(?:\/\/|#|\*|--|;|%|dnl |REM )/.test(line) ? comment : null),
  peel: prefix(/^[ \t]{0,40}(?:\/{2,4}!?|#{1,4}|\*|--|;{1,4}|%{1,3}|dnl|REM)(?: |\t|$)/, ' \t/#*-;%dR'),
};

/** Numbers that an editor, `cat -n` or `grep -n` put before every line. */
export const lineNumbers: Wrapper = {
  id: 'line-numbers',
  title: 'line numbers',
  samples: [
    { line: '     7\t250 2.1.0 Ok', inside: '250 2.1.0 Ok' },
    { line: '12:RCPT TO:<bob@example.net>', inside: 'RCPT TO:<bob@example.net>' },
    { line: ' 3 | EHLO client.example.org', inside: 'EHLO client.example.org' },
  ],
  peel: prefix(/^ {0,7}\d{1,7}(?:(?: ?\||[:.)]) ?|\t| {2}(?=[^ \d]| [-~]> |\d{3}[ -]))/, ' 0123456789'),
};

/** Indentation as deep as that of the first line, as in Markdown and in documents. */
export const indentation: Wrapper = {
  id: 'indentation',
  title: 'indentation',
  samples: [
    { line: '    220 mail.example.net ESMTP', inside: '220 mail.example.net ESMTP' },
    { line: '\tEHLO client.example.org', inside: 'EHLO client.example.org' },
  ],
  like(line) {
    const blank = /^(?: {1,40}|\t{1,8} {0,20})(?=[^ \t])/.exec(line);
    if (!blank) return null;
    // swaks and Exim begin a line with one or two spaces of their own.
    const own = /^ [-~]> /.test(line.slice(blank[0].length - 1))
      ? 1
      : /^ {2}(?:SMTP|LMTP)[>|+<]/.test(line.slice(blank[0].length - 2))
        ? 2
        : 0;
    return blank[0].length > own ? indented(blank[0].slice(0, blank[0].length - own)) : null;
  },
  peel(line) {
    const found = indentation.like?.(line);
    return found ? found.peel(line) : null;
  },
};

function indented(blank: string): Wrapper {
  const { id, title, samples } = indentation;
  return {
    id,
    title,
    samples,
    peel: (line) =>
      line.startsWith(blank) ? { piece: pieceOf(line, blank.length) } : line.trim() === '' ? { piece: pieceOf(line, line.length) } : null,
  };
}

function prefix(pattern: RegExp, first: string): Wrapper['peel'] {
  return (line) => {
    if (line === '' || !first.includes(line[0])) return null;
    const match = pattern.exec(line);
    return match ? { piece: pieceOf(line, ownBlanks(line, match[0].length)) } : null;
  };
}
