import { limitedAnswer } from '../rest/limits/answers.ts';
import type { BucketState } from '../rest/limits/limiter.ts';
import { channelWrites } from '../rest/limits/rules.ts';
import type { Alteration, AnswerFault } from './fault.ts';

/**
 * The answer as Discord, or Cloudflare before it, writes it.
 *
 * Sources: Discord's documentation, "Rate Limits" and "Opcodes and Status Codes" (429, 130000, 40333); discord-api-docs
 * #5152 (500), #6109 and #8290 (20028), #6473 (40333), #5385 and #7040 (1015).
 *
 * @param now milliseconds since 1970
 */
export function answerTo(fault: AnswerFault, now: number): Response {
  switch (fault.kind) {
    case '500-before':
    case '500-after':
      return Response.json({ message: '500: Internal Server Error', code: 0 }, { status: 500 });
    case '502-before':
    case '502-after':
      return html(502, plainPage('502 Bad Gateway'));
    case '504-before':
    case '504-after':
      return html(504, plainPage('504 Gateway Time-out'));
    case '503-before': {
      const message = 'API resource is currently overloaded. Try again a little later';
      return Response.json({ message, code: 130000 }, { status: 503 });
    }
    case '429-user': {
      const retryAfterMs = Math.round(fault.retryAfter * 1000);
      return limitedAnswer({ result: 'refused', scope: 'user', retryAfterMs, bucket: bucket(0, retryAfterMs) }, now);
    }
    case '429-global':
      return limitedAnswer(
        { result: 'refused', scope: 'global', retryAfterMs: Math.round(fault.retryAfter * 1000) },
        now,
      );
    case '429-shared': {
      const retryAfterMs = Math.round(fault.retryAfter * 1000);
      const known = { bucket: bucket(4, fault.header * 1000), refusal: channelWrites };
      const answer = limitedAnswer({ result: 'refused', scope: 'shared', retryAfterMs, ...known }, now);
      answer.headers.set('retry-after', String(Math.ceil(fault.header)));
      return answer;
    }
    case '429-cloudflare':
      return html(429, blockPage('Access denied', 'Error 1015', 'You are being rate limited'));
    case '403-cloudflare':
      return html(403, blockPage('Attention Required!', 'Sorry, you have been blocked', 'You are unable to access'));
    case '403-40333':
      return Response.json({ message: 'internal network error', code: 40333 }, { status: 403 });
    case '401':
      return Response.json({ message: '401: Unauthorized', code: 0 }, { status: 401 });
  }
}

/** The true answer, changed as the fault says. */
export async function altered(response: Response, fault: Alteration): Promise<Response> {
  const { status } = response;
  const headers = new Headers(response.headers);
  switch (fault.kind) {
    case 'headers-missing': {
      for (const name of response.headers.keys()) if (name.startsWith('x-ratelimit-')) headers.delete(name);
      return new Response(response.body, { status, headers });
    }
    case 'headers-wrong': {
      const remaining = fault.remaining ?? headers.get('x-ratelimit-limit') ?? 5;
      headers.set('x-ratelimit-remaining', String(remaining));
      return new Response(response.body, { status, headers });
    }
    case 'wrong-content-type':
      headers.set('content-type', 'text/html; charset=UTF-8');
      return new Response(response.body, { status, headers });
    case 'broken-json': {
      const text = await response.text();
      headers.delete('content-length');
      headers.set('content-type', 'application/json');
      return new Response(text.slice(0, text.length / 2) || '{', { status: 200, headers });
    }
  }
}

function bucket(remaining: number, resetAfterMs: number): BucketState {
  return { id: '1d3c67957bcdccc6709861c232df8529', limit: 5, remaining, resetAfterMs };
}

function html(status: number, page: string): Response {
  return new Response(page, { status, headers: { 'content-type': 'text/html; charset=UTF-8', server: 'cloudflare' } });
}

function plainPage(title: string): string {
  return `<html>\r
<head><title>${title}</title></head>\r
<body>\r
<center><h1>${title}</h1></center>\r
<hr><center>cloudflare</center>\r
</body>\r
</html>\r
`;
}

function blockPage(title: string, heading: string, text: string): string {
  return `<!DOCTYPE html>
<html lang="en-US">
<head><title>${title} | Cloudflare</title><meta charset="UTF-8" /></head>
<body><div id="cf-error-details"><h1>${heading}</h1><h2>${text} <span>discord.com</span></h2></div></body>
</html>
`;
}
