import { describe, expect, it, vi } from 'vitest';
import { isTakenOut } from '../../../src/analysis/taken-out';
import { endsMessage, isKeywordLine } from '../../../src/session/pairing/compatibility';
import { isGreetingText } from '../../../src/session/pairing/greeting';
import { leavesAuth } from '../../../src/session/pairing/hidden';
import { FENCE, goesOn, MARKED, namedBefore, speaks } from '../../../src/session/reading/beside-marks';
import { worthATry } from '../../../src/session/reading/candidates';
import { endsScript } from '../../../src/session/reading/evidence';
import { isElision } from '../../../src/session/reading/messages';
import { isSure } from '../../../src/session/reading/tell-tale';
import { visibly } from '../../drawn';
import { drawnProduction, type Production } from '../../productions';

vi.setConfig({ testTimeout: 60_000 });

const LINES: readonly string[] = [
  'S: 220 mx.example.net ESMTP',
  'EHLO client.example.org',
  'MAIL FROM:<a@example.org>',
  '250-PIPELINING',
  '550 5.1.1 User unknown',
  ' -> RCPT TO:<b@example.net>',
  '>>> STARTTLS',
  '354 End data',
  'Dear reader, MAIL FROM heaven',
  'on 250 days of 2026',
];

/** What a line of any text is taken for, before a format is known and beside its marks. */
const PRODUCTIONS: Readonly<Record<string, Production>> = {
  'a word that only SMTP uses': {
    ask: isSure,
    texts: [...LINES, 'AUTH PLAIN§', 'STARTTLS§', '§BDAT 1', '§250 a', '2§0 a', '25§ a', '454 a', '[1m250 a'],
  },
  'worth a try': { ask: worthATry, texts: [...LINES, '§: 220 a', 'S§ 220 a', '§250 a'] },
  'the fence of a block': {
    ask: (text) => FENCE.test(text),
    texts: ['```', '~~~~', '   ```  ', '    ```', '```smtp', '`¶', ' ¶```', '```§'],
  },
  'the marked beginning of a dialogue': {
    ask: (text) => MARKED.test(text),
    texts: [
      'S: 220 a',
      '<- 250-a',
      '[12:00] <<< 220 a',
      '12:00:00 S: 220 a',
      'Server -> Client: 220 a',
      '§: 220 a',
      'S§ 220 a',
      'S: 220§a',
      '[a¶] S: 220 a',
      'a¶: 220 a',
      '12:00:0¶ S: 220 a',
    ],
  },
  'a command named before a reply': {
    ask: (text) => namedBefore('550 no', text),
    texts: [
      'RCPT TO: 550 no',
      'error after DATA (550 no)',
      'DATA 550 no',
      'MAIL FROM:<a> 550 no',
      'DATA§550 no',
      'DATA ¶550 no',
      '§DATA 550 no',
      '550 no DATA',
    ],
  },
  'what goes on behind a refusal': {
    ask: (text) => goesOn({ code: 550, open: false }, text),
    texts: [
      '  and more',
      'and more',
      '  at line 5',
      '  File "a"',
      '  ... ',
      '  SMTPError',
      '  ^ here',
      '  5 more',
      ' §and more',
      '  §',
      ' a¶',
    ],
  },
  'what goes on behind an acceptance': { ask: (text) => goesOn({ code: 250, open: false }, text), texts: ['  and more'] },
  'what goes on in an open refusal': {
    ask: (text) => goesOn({ code: 550, open: true }, text),
    texts: ['550 a', ' 550-a', '551 a', '', ' a', '55§ a', '550§a'],
  },
  'what speaks without a mark': {
    ask: speaks,
    texts: ['250 a', '  EHLO a', '\tRCPT', '<<< a', '--> a', 'C: a', '> a', '§50 a', '250§a', 'DATA§', ' ¶250 a', 'x: a'],
  },
  'the end of a script': { ask: endsScript, texts: ['EOF', 'END', '_EOT_', 'EOF2', ' EOF', 'EO§', 'EOF§', '!', 'MSG', 'eof'] },
  'an elision in mail data': {
    ask: isElision,
    texts: [
      '...',
      '…',
      '[...]',
      '. . . and so on',
      '<body>',
      '[message text here]',
      '(snip)',
      '<a@b>',
      '[body',
      'message]',
      '[snip§]',
      '..§',
      '<a¶>',
      '[data a¶]',
      ' ¶...',
      '[dataset]',
    ],
  },
  'lines taken out of a log': {
    ask: isTakenOut,
    texts: [
      '...',
      '[...]',
      '[ snip ]',
      '-- cut here --',
      '<snip>',
      '[snipped]',
      '… ',
      '....',
      '--- snip ¶',
      '..§',
      '§...',
      '.¶',
      '[…]',
      '-- cutter',
    ],
  },
  'a greeting': {
    ask: isGreetingText,
    texts: [
      '220 mx.example.net',
      '220 mx ESMTP',
      '220 Mail ready',
      '220-LMTP',
      '220 Ready',
      '220 a§b',
      '220§mx.example.net',
      '220 xSMTP',
      '220 mx.',
    ],
  },
  'what leaves a login': {
    ask: leavesAuth,
    texts: ['QUIT', 'rset\t', 'NOOP', 'MAIL FROM:<a@b>', 'MAIL', 'EHLO a', 'UVVJVA==', 'QUIT§', '§UIT', 'RSET ¶'],
  },
  'the end of a message': {
    ask: endsMessage,
    texts: [
      '250 2.0.0 Ok: queued as 1',
      '250 OK id=1',
      '250 message accepted',
      '250 accepted for delivery',
      '250 Ok',
      '550 5.6.0 a',
      '250 2.6.0 a',
      '251 queued',
      '250 xqueued',
      '250 §queued',
      '250 a¶ queued',
      '5§0 5.6.0',
      '550 5§6.0',
    ],
  },
  'a line of keywords': {
    ask: isKeywordLine,
    texts: [
      '250-PIPELINING',
      '250 SIZE 100',
      '250-SIZE',
      '250 AUTH PLAIN LOGIN',
      '250-AUTH=LOGIN',
      '250-X-FROB',
      '250-XFROB',
      '250 Ok',
      '250-SIZE a',
      '250-DSN ',
      '250§DSN',
      '250-X§AB',
      '250-XAB§',
      '250-X¶',
      '250 AUTH A¶',
      '250-pipelining',
    ],
  },
};

describe('what a line is taken for, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('%s', async (name, production) => {
    await expect(visibly(`${drawnProduction(production).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-')}.txt`);
  });
});
