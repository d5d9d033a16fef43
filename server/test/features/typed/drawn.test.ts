import { describe, expect, it, vi } from 'vitest';
import { momentIn } from '../../../src/cli/times';
import { explainArgument } from '../../../src/features/explain';
import { readFolderSettings, silenced } from '../../../src/features/folder-settings';
import { readCustomReplies } from '../../../src/meaning/custom-replies';
import { codeSpan, escaped } from '../../../src/meaning/explain/markdown';
import { likeness } from '../../../src/story/summary';
import { plain } from '../../../src/story/text';
import { visibly } from '../../drawn';
import { drawnProduction, type Production } from '../../productions';

vi.setConfig({ testTimeout: 60_000 });

const whole = (stretches: readonly unknown[]): string =>
  stretches.map((one) => (typeof one === 'string' ? one : Object.values(one as object)[0])).join('');
const thrown = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (error) {
    return `not: ${(error as Error).message.slice(0, 60)}`;
  }
};

/** What is wrong with a team's own row of replies. */
const ownReply = (row: object): string => readCustomReplies([{ pattern: 'a', title: 'b', ...row }]).problems.join(' ') || 'right';

/** What is made of what a person types or writes: a question, a setting, a time. */
const PRODUCTIONS: Readonly<Record<string, Production>> = {
  question: {
    ask: (text) =>
      explainArgument(text).map(({ heading, summary, parts }) => `${whole(heading)}: ${whole(summary).slice(0, 40)} +${parts.length}`),
    texts: [
      '550 5.1.1 unknown',
      '4.7.1',
      'X.7.1',
      'RCPT 550',
      'PIPELINING',
      'SIZE=',
      'XOAUTH2',
      '250-SIZE',
      'mail from:<a@b>',
      '55§',
      '§50',
      '5.1.§',
      'RCPT §',
      '6.1.1',
      '5.1.1234',
      'path-space-after-colon',
      '550 a\n550 b',
      '199 a',
      '200 a',
      '299 a',
      '300 a',
      '399 a',
      '400 a',
      '499 a',
      '500 a',
      '599 a',
      '600 a',
      'RCPT 199',
      'RCPT 600',
    ],
  },
  'settings of a folder': {
    ask: (text) => {
      const { strictness, rules, replies, problems } = readFolderSettings(text);
      return `${strictness ?? '-'}, ${Object.entries(rules).map(([id, severity]) => `${id} ${severity}`)}, ${replies.length} replies${problems.map((one) => `, ${one}`).join('')}`;
    },
    texts: [
      '{"strictness":"lenient"}',
      '{"rules":{"style":"off","line-format":"hint"}}',
      '{"rules":{"lineformat":"hint"}}',
      '{ // a\n"strictness":"pedantic",}',
      '\ufeff{}',
      '{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}',
      '[]',
    ],
  },
  'a rule silenced': {
    ask: (text) => silenced(text, 'line-format'),
    texts: ['{}', '{"rules":{"style":"off"}}', '{"rules":{"line-format":"error"}}', '{"strictness":"lenient"}'],
  },
  'a time': {
    ask: (text) => {
      const found = thrown(() => momentIn('since', text, text.endsWith(' ')));
      return typeof found === 'object' && found !== null ? Object.values(found).join(' ') : found;
    },
    texts: [
      '2026-11-23T19:24:32.5+01:30',
      '2026-11-23 19:24Z',
      'Nov 23 19:24:32',
      'Nov  3',
      '2026-11-23',
      '2026-11-23T19:24:3§',
      '2026-11-23T19:24§',
      'Nov 2§',
      '§ov 23',
      '2026-11-23T19:24-0130',
    ],
  },
  'words of Markdown escaped': { ask: escaped, texts: ['a§b', '§ a', '1§ a', '<b>*a*_b_`c`', 'a\n- b', 'http://example.com', '&lt;'] },
  'code in Markdown': { ask: codeSpan, texts: ['a', '`', 'a``b', ' a ', '``', 'a§b', '`¶', ' '] },
  'what refusals have in common': {
    ask: likeness,
    texts: [
      '550 <b@example.net>: User unknown (id 4F9D1A2B3C)',
      'see https://example.net/a?b=1 for 12 days',
      'host [192.0.2.1] and [2001:db8::1] at mx.example.net',
      '4F9D1A2§',
      'a@§',
      '1.2.3.§',
      'a-b.c§d.e',
      'ab¶ 4',
    ],
  },
  'own reply, its enhanced code': {
    ask: (text) => ownReply({ enhanced: text }),
    texts: ['5.7.1', '4.123.456', '2.0.0', '3.0.0', '5.1234.1', '§.7.1', '5§7.1', '5.7.1§'],
  },
  'own reply, its link': {
    ask: (text) => ownReply({ link: text }),
    texts: ['https://example.net/x', 'http://a', 'ftp://a', 'https://a b', 'HTTPS://a', 'https://§'],
  },
  'own reply, its pattern': {
    ask: (text) => ownReply({ pattern: text }),
    texts: ['a.*b', '(a', '[a-', 'a{2,1}', 'a|b', '^a$', '\\d+', 'a¶', '(?<n>a)', 'a**'],
  },
  'own reply, its code': {
    ask: (text) => ownReply({ code: Number(text) }),
    texts: ['199', '200', '599', '600', '250.5', 'x'],
  },
  'plain text of a story': { ask: plain, texts: ['a  b', ' a ', 'a§b', 'a\nb'] },
};

describe('what is made of what somebody types, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('%s', async (name, production) => {
    await expect(visibly(`${drawnProduction(production).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-')}.txt`);
  });
});
