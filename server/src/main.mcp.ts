import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { version } from '../package.json';
import { answerOf } from './assistant/answers';
import { TOOLS, type ToolParameter } from './assistant/tools';

// `smtp-lens mcp`: the tools of an assistant, over standard input and output.

function schemaOf({ type, description, optional }: ToolParameter) {
  const value = type === 'string' ? z.string() : z.boolean();
  return (optional ? value.optional() : value).describe(description);
}

function serverOf(): McpServer {
  const server = new McpServer({ name: 'smtp-lens', version });
  for (const { name, title, description, parameters } of TOOLS)
    server.registerTool(
      name,
      {
        title,
        description,
        inputSchema: z.object(Object.fromEntries(Object.entries(parameters).map(([key, one]) => [key, schemaOf(one)]))),
        annotations: { readOnlyHint: true, openWorldHint: false },
      },
      (given) => ({ content: [{ type: 'text' as const, text: answerOf(name, given) }] }),
    );
  return server;
}

serveStdio(serverOf);
