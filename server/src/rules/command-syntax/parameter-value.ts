import { cite } from '../../knowledge/source';
import { type Envelope, envelopesOf } from '../../session/envelope';
import type { Session } from '../../session/model';
import { slipSeverity } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { isMasked } from '../../syntax/masked';
import type { Parameter } from '../../syntax/parameter';
import { parameterValueProblem, VALUE_KEYWORDS, type ValueProblem } from '../../syntax/parameter-value';
import { encodeXtext } from '../../syntax/xtext';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** Parameters with a value that their grammar does not allow, where the rest of the command is clear. */
function* wrongValues(session: Session): Generator<{ envelope: Envelope; parameter: Parameter; problem: ValueProblem }> {
  for (const envelope of envelopesOf(session)) {
    for (const parameter of envelope.parameters) {
      const value = parameter.value?.text ?? null;
      if (value !== null && (isMasked(value) || /[…\\]|\.{3}/.test(value))) continue;
      const problem = parameterValueProblem(parameter.name, value);
      const clear = parameter.problems.every((one) => one.kind === 'value-character');
      if (problem && clear) yield { envelope, parameter, problem };
    }
  }
}

const isXtext = (problem: ValueProblem): boolean => problem.startsWith('xtext') || problem === 'address-type' || problem === 'length';

function valueMessage(problem: ValueProblem, name: string): string {
  switch (problem) {
    case 'digits':
      return t('{0} is a number of octets: up to 20 digits and nothing else.', name);
    case 'keyword':
      return t('{0} is one of {1}.', name, (VALUE_KEYWORDS[name] ?? []).join(', '));
    case 'no-value':
      return t('{0} takes no value.', name);
    case 'value-missing':
      return t('{0} needs a value.', name);
    case 'never-alone':
      return t('NEVER must be alone in NOTIFY: it contradicts the others.');
    case 'by':
      return t('BY is a number of seconds, a semicolon, then N or R, and T where a trace is wanted: 120;R.');
    case 'by-return-past':
      return t('With R the time of BY must be greater than zero.');
    case 'seconds':
      return t('HOLDFOR is a number of seconds, one or more, without leading zeros.');
    case 'date':
      return t('HOLDUNTIL is a date and time in UTC: 2030-01-02T03:04:05Z.');
    default:
      return t('MT-PRIORITY is a number from -9 to 9.');
  }
}

export const paramValueInvalid: Rule = {
  id: 'param-value-invalid',
  group: 'command-syntax',
  title: 'Invalid value of a parameter',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 2,
  sources: cite('1870 6.1', '6152 2', '3461 4.1, 4.3', '4865 3', '2852 4', '6710 7', '6531 3.4', '8689 2'),
  explains:
    'The parameter is known, but not with this value. SIZE takes digits; BODY one of 7BIT, 8BITMIME and BINARYMIME; RET takes FULL or HDRS; NOTIFY a list, or NEVER alone; SMTPUTF8 and REQUIRETLS take no value. Servers answer 501.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net> NOTIFY=NEVER,FAILURE
      #                                   ^^^^^^^^^^^^^ error: NEVER must be alone in NOTIFY: it contradicts the others.
        S: 501 Syntax error
      `,
      `
        C: MAIL FROM:<a@example.com> SIZE=10k
      #                                   ^^^ error: SIZE is a number of octets: up to 20 digits and nothing else.
        S: 501 Syntax error
      `,
      `
        C: MAIL FROM:<a@example.com> BODY=8BIT
      #                                   ^^^^ hint: BODY is one of 7BIT, 8BITMIME, BINARYMIME.
        S: 250 OK
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net> NOTIFY=SUCCESS,DELAY\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> SIZE=10 RET=hdrs\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> SIZE=xxxx\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { envelope, parameter, problem } of wrongValues(session)) {
      if (isXtext(problem)) continue;
      const { command, exchange } = envelope;
      report({
        at: spotIn(command, parameter.value?.from ?? parameter.from, parameter.to),
        message: valueMessage(problem, parameter.name),
        exchange,
        severity: slipSeverity(exchange),
        fixes: problem === 'no-value' ? fixes(t('Delete the value'), replaceIn(command, parameter.nameTo, parameter.to, '')) : [],
      });
    }
    for (const { command, exchange, parameters } of envelopesOf(session)) {
      const until = parameters.find((one) => one.name === 'HOLDUNTIL');
      if (!until || !parameters.some((one) => one.name === 'HOLDFOR')) continue;
      report({
        at: spotIn(command, until.from, until.to),
        message: t('HOLDFOR and HOLDUNTIL exclude each other. Send one of them.'),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};

export const xtextInvalid: Rule = {
  id: 'xtext-invalid',
  group: 'command-syntax',
  title: 'Value that should be encoded as xtext',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 2,
  sources: cite('3461 4, 4.2', '4954 5'),
  explains:
    'ENVID, ORCPT and AUTH= carry xtext: +, = and everything that is not printable ASCII become + and two hexadecimal digits, joe+x becomes joe+2Bx. ORCPT also names the type of its address first: ORCPT=rfc822;bob@example.net. Anything else gets 501, or is decoded to something that was not meant.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> AUTH=joe+x
      #                                   ^^^^^ warning: The value of AUTH must be xtext: write +, = and everything that is not printable …
      `,
      `
        C: RCPT TO:<b@example.net> ORCPT=b@example.net
      #                                  ^^^^^^^^^^^^^ error: ORCPT names the type of its address first: rfc822;address.
        S: 501 Syntax error
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> AUTH=joe+2Bx\nS: 250 OK',
      'C: RCPT TO:<b@example.net> ORCPT=rfc822;b@example.net\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> AUTH=<>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { envelope, parameter, problem } of wrongValues(session)) {
      const value = parameter.value;
      if (!isXtext(problem) || !value) continue;
      const { command, exchange } = envelope;
      const typed = problem === 'address-type';
      const prefix = parameter.name === 'ORCPT' && !typed ? value.text.slice(0, value.text.indexOf(';') + 1) : '';
      const mended =
        typed && value.text.includes('@') && !value.text.includes(';')
          ? `rfc822;${encodeXtext(value.text)}`
          : prefix + encodeXtext(value.text.slice(prefix.length));
      report({
        at: spotIn(command, value.from, value.to),
        message: typed
          ? t('ORCPT names the type of its address first: rfc822;address.')
          : problem === 'length'
            ? t('The value of {0} is longer than its grammar allows.', parameter.name)
            : t(
                'The value of {0} must be xtext: write +, = and everything that is not printable ASCII as + and two hexadecimal digits.',
                parameter.name,
              ),
        exchange,
        severity: slipSeverity(exchange),
        fixes:
          problem === 'length' || (typed && !mended.startsWith('rfc822;'))
            ? []
            : fixes(t('Encode it'), replaceIn(command, value.from, value.to, mended)),
      });
    }
  },
};

export const paramEmptyAngleAuth: Rule = {
  id: 'param-empty-angle-auth',
  group: 'command-syntax',
  title: 'AUTH=<>: the sender is not vouched for',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['parameter'],
  gates: [],
  tier: 5,
  sources: cite('4954 5'),
  explains:
    'AUTH=<> says that the client does not know, or does not vouch for, who originally submitted the message. It is legal and common between servers. A server that trusts the client would otherwise take the identity from here.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> AUTH=<>
      #                              ^^^^^^^ hint: The client does not vouch for who submitted this message.
        S: 250 OK
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK', 'C: MAIL FROM:<a@example.com> AUTH=joe@example.com\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { command, exchange, parameters } of envelopesOf(session)) {
      const auth = parameters.find((one) => one.name === 'AUTH' && one.value?.text === '<>');
      if (auth)
        report({
          at: spotIn(command, auth.from, auth.to),
          message: t('The client does not vouch for who submitted this message.'),
          exchange,
        });
    }
  },
};
