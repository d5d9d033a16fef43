import { describe, expect, it } from 'vitest';
import { fitsEnhanced } from '../../src/knowledge/enhanced-pattern';
import { failureIn } from '../../src/knowledge/failures';
import { command, isVerb, keyword, parameter } from '../../src/knowledge/index';
import { isProviderWording, plainText } from '../../src/knowledge/provider-replies';
import { saslMechanism } from '../../src/knowledge/sasl';
import { patience } from '../../src/knowledge/timeouts';
import { isServerWording } from '../../src/knowledge/wordings';
import { visibly } from '../drawn';
import { drawnProduction, type Production } from '../productions';

const CODES = [
  '5.7.606',
  '5.7.649',
  '5.7.650',
  '5.7.605',
  '4.7.606',
  '55.7.606',
  '.7.606',
  '5.77.606',
  '5..606',
  '5.7.',
  '5.7.60§',
  '§.7.606',
  '5.7.606¶',
];

/** What the tables find for a word or a sentence as it is written. */
const PRODUCTIONS: Readonly<Record<string, Production>> = {
  'code in a range': { ask: (text) => fitsEnhanced('5.7.606-649', text), texts: CODES },
  'code of either class': { ask: (text) => fitsEnhanced('[45].7.32', text), texts: ['4.7.32', '5.7.32', '2.7.32', '[.7.32', '5.7.3§'] },
  'code of a list': { ask: (text) => fitsEnhanced('5.4.6,14', text), texts: ['5.4.6', '5.4.14', '5.4.10', '5.4.1§'] },
  'ill-formed pattern': {
    ask: (text) => fitsEnhanced(text, '5.7.1'),
    texts: ['5.7.1', '5.7', '5.7.1-', '5.7.x', '[5.7.1', '5.7.0-2', '5.7.2,1', '§.7.1'],
  },
  'text without its codes': {
    ask: (text) => plainText(550, '5.1.1', text),
    texts: ['550 5.1.1 User unknown', '550-5.1.1 a', '5.1.1 a', 'a 550 b', '550 5.1.2 a', ' 550 a', '550§5.1.1 a', '550 5.1.1§a'],
  },
  'sentence about a failure': {
    ask: (text) => failureIn(text)?.id ?? null,
    texts: [
      'Connection timed out',
      'connect to mx.example.net[192.0.2.1]:25: Connection refused',
      'Host not found',
      'certificate verify failed',
      'Permission denied',
      'lost connection with mx',
      'no route to host',
    ],
  },
  'words of a server': {
    ask: isServerWording,
    texts: ['User unknown', 'mailbox full', 'Relay access denied', 'hello there', 'greylisted, try again later'],
  },
  'words of a provider': {
    ask: (text) => isProviderWording(550, text),
    texts: ['550 5.1.1 The email account that you tried to reach does not exist', 'User unknown', '5.7.26 unauthenticated'],
  },
  verb: { ask: isVerb, texts: ['mail', 'RCPT', 'XCLIENT', 'FROB', 'DATA', 'data_end', 'greeting', '§ATA', 'DAT§'] },
  command: { ask: (text) => command(text)?.kind ?? null, texts: ['MAIL', 'DATA_END', 'GREETING', 'mail', 'NOOP'] },
  keyword: { ask: (text) => keyword(text)?.name ?? null, texts: ['SIZE', 'size', 'X-FROB', 'AUTH', 'XCLIENT', '§SN'] },
  parameter: { ask: (text) => parameter(text)?.name ?? null, texts: ['BODY', 'ret', 'X', 'NOTIFY'] },
  mechanism: {
    ask: (text) => saslMechanism(text)?.name ?? null,
    texts: ['PLAIN', 'scram-sha-256', 'SCRAM-SHA-1-PLUS', 'XOAUTH2', 'OTHER', 'NTLM'],
  },
  'time to wait': {
    ask: (text) => JSON.stringify(patience(text)).slice(0, 60),
    texts: ['MAIL', 'DATA', 'data', 'greeting', 'QUIT', 'FROB'],
  },
};

describe('what the tables find, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('%s', async (name, production) => {
    await expect(visibly(`${drawnProduction(production).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-')}.txt`);
  });
});
