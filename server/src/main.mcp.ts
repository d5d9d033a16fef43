import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { version } from '../package.json';
import { analyse, explainAsText, redact, storyAsText, whyAsText } from './main.api';

// `smtp-lens mcp`: the tools of an assistant, over standard input and output. Texts for a model are English, hence none is translated.

const text = z
  .string()
  .describe('An SMTP transcript, a mail log, a bounce, or what a mail program printed; complete lines, at most 10 MB.');
const reveal = z
  .boolean()
  .optional()
  .describe(
    'Answer with real addresses and host names. By default they are stand-ins, the same one for the same name. Passwords are never shown.',
  );

/** What a tool reads: the text as it is only where that is asked for. Lines keep their numbers either way. */
const readable = (given: string, reveals: boolean | undefined): string => (reveals === true ? given : redact(given).text);
const said = (answer: string) => ({ content: [{ type: 'text' as const, text: answer }] });
const READS = { readOnlyHint: true, openWorldHint: false };

function serverOf(): McpServer {
  const server = new McpServer({ name: 'smtp-lens', version });
  server.registerTool(
    'explain_reply',
    {
      title: 'Explain a reply',
      description:
        'What an SMTP reply, a reply code, an enhanced status code, a command, an extension or a rule of SMTP Lens means, with sources.',
      inputSchema: z.object({ reply: z.string().describe('For example `550 5.7.26 …`, `4.7.1`, `RCPT 550`, `PIPELINING`.') }),
      annotations: READS,
    },
    ({ reply }) => said(explainAsText(reply) ?? 'Nothing is known of this.'),
  );
  server.registerTool(
    'why',
    {
      title: 'Why mail was refused',
      description: 'Why mail was refused or delayed, and what to change: every cause once, the most decisive first.',
      inputSchema: z.object({ text, reveal }),
      annotations: READS,
    },
    ({ text: given, reveal: reveals }) => said(whyAsText(readable(given, reveals))),
  );
  server.registerTool(
    'check_transcript',
    {
      title: 'Check a transcript',
      description:
        'What breaks the protocol in a transcript or a log: `line:column: severity: message [rule]`, and the verdict of each session.',
      inputSchema: z.object({ text, reveal }),
      annotations: READS,
    },
    ({ text: given, reveal: reveals }) => {
      const { sessions, findings } = analyse(readable(given, reveals));
      const lines = [
        ...sessions.map(({ format, lines: [first, last], verdict }) => `lines ${first}-${last} (${format}): ${verdict}`),
        ...findings.map(({ line, column, severity, message, rule }) => `${line}:${column}: ${severity}: ${message} [${rule}]`),
      ];
      return said(lines.length > 0 ? lines.join('\n') : 'Nothing of SMTP was found, or nothing is wrong.');
    },
  );
  server.registerTool(
    'story',
    {
      title: 'The story of a message',
      description: 'What a mail log says about one message, line by line.',
      inputSchema: z.object({ id: z.string().describe('A queue id, an address or a Message-ID.'), text, reveal }),
      annotations: READS,
    },
    ({ id, text: given, reveal: reveals }) =>
      said(storyAsText(id, given, reveals === true ? {} : { shown: redact(given).text }) ?? 'No line of the log has it.'),
  );
  server.registerTool(
    'redact',
    {
      title: 'A copy that is safe to share',
      description: 'The text without credentials, addresses, host names and the text of messages; codes and order are kept.',
      inputSchema: z.object({ text }),
      annotations: READS,
    },
    ({ text: given }) => said(redact(given).text),
  );
  return server;
}

serveStdio(serverOf);
