/** The part of XMLHttpRequest that the client's library uses. */
export class FetchXmlHttpRequest {
  readyState = 0;
  status = 0;
  response: unknown = null;
  responseType = '';
  onreadystatechange?: (this: FetchXmlHttpRequest, event: object) => void;
  readonly #headers: Record<string, string> = {};
  readonly #abort = new AbortController();
  #address = { method: 'GET', url: '' };
  #answer: Headers | undefined;

  open(method: string, url: string): void {
    this.#address = { method, url };
  }

  setRequestHeader(name: string, value: string): void {
    this.#headers[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.#answer?.get(name) ?? null;
  }

  send(body?: RequestInit['body']): void {
    const { method, url } = this.#address;
    fetch(url, { method, headers: this.#headers, body, signal: this.#abort.signal })
      .then(async (answer) => {
        this.response = this.responseType === 'arraybuffer' ? await answer.arrayBuffer() : parsed(await answer.text());
        this.#answer = answer.headers;
        this.status = answer.status;
      })
      // Any network failure has the status 0, as in browsers.
      .catch(() => undefined)
      .finally(() => {
        if (this.#abort.signal.aborted) return;
        this.readyState = 4;
        this.onreadystatechange?.({});
      });
  }

  abort(): void {
    this.#abort.abort();
  }
}

const parsed = (text: string): unknown => (text === '' ? null : JSON.parse(text));
