// Single requests, each on a connection of its own unless it comes with an agent: the load blocks this program for so long
// that the service closes connections that rest, and a kept one would break.
import http from 'node:http';

/** Status, text and headers of an answer that is good, or that refuses where it `mayRefuse`. */
export function ask(
  url,
  { method = 'GET', headers = {}, body, agent = false, mayRefuse = false } = {},
) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const options = { method, agent, headers: { ...headers, ...length } };
    const request = http.request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text += part));
      response.on('end', () => {
        const { statusCode: status, headers: told } = response;
        if (status < (mayRefuse ? 500 : 300)) resolve({ status, text, headers: told });
        else reject(new Error(`${status}: ${text}`));
      });
    });
    request.on('error', reject).end(body);
  });
}
