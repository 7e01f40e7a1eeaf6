// Single requests, each on a connection of its own unless it comes with an agent: the load blocks this program for so long
// that the service closes connections that rest, and a kept one would break.
import http from 'node:http';

/** The text and headers of a good answer. */
export function ask(url, { method = 'GET', headers = {}, body, agent = false } = {}) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const options = { method, agent, headers: { ...headers, ...length } };
    const request = http.request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text += part));
      response.on('end', () => {
        if (response.statusCode < 300) resolve({ text, headers: response.headers });
        else reject(new Error(`${response.statusCode}: ${text}`));
      });
    });
    request.on('error', reject).end(body);
  });
}
