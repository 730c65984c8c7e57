/** A hub of one's own for tests: the paths, redirects, headers and refusals of the Hugging Face Hub, on localhost. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HubRepository {
  id: string;
  commit: string;
  /** Branches and tags beside the commit itself. */
  revisions: string[];
  licence?: string;
  gated?: boolean;
  files: Map<string, Uint8Array>;
  /** Files kept in LFS: their digest is told, their content lies elsewhere, behind a redirect. */
  lfs: Set<string>;
}

/** What goes wrong with a file, once or for good. */
export interface Fault {
  /** Cuts the line after so many bytes of an answer. */
  breakAfter?: number;
  /** Answers with this status. */
  status?: number;
  /** Sends other bytes of the same number. */
  corrupt?: boolean;
  /** Ignores ranges. */
  noRanges?: boolean;
  /** Waits so long, in milliseconds, before each piece of 64 KiB. */
  slow?: number;
  /** Holds for so many requests. */
  times: number;
}

export interface HubServer {
  url: string;
  /** By id; a data set's begins with `datasets/`, as in addresses. */
  repositories: Map<string, HubRepository>;
  /** Files of plain folders, by path: `/plain/config.json`. */
  plain: Map<string, Uint8Array>;
  /** By path of the file. */
  faults: Map<string, Fault>;
  /** Every request for a file's content or head: `GET path range`. */
  log: string[];
  close(): Promise<void>;
}

const PIECE = 65_536;
/** Files on a page of the list. */
const PAGE = 4;
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'X-Repo-Commit,X-Error-Code,X-Error-Message,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag',
};

export async function startHubServer(port = 0): Promise<HubServer> {
  const hub: Omit<HubServer, 'url' | 'close'> = {
    repositories: new Map(),
    plain: new Map(),
    faults: new Map(),
    log: [],
  };
  const server = createServer((request, response) => {
    answer(hub, request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { ...hub, url, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

type Hub = Omit<HubServer, 'url' | 'close'>;

async function answer(hub: Hub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams, origin } = new URL(request.url!, `http://${request.headers.host}`);
  const path = decodeURIComponent(pathname);
  const api = /^\/api\/(?:models\/)?(.+?)\/(revision|tree)\/([^/]+)$/.exec(path);
  if (api) {
    const [, id, what, revision] = api;
    const repository = find(hub, id!, revision!);
    if (typeof repository === 'string') return refuse(response, repository);
    const page = Number(searchParams.get('cursor') ?? 0);
    return what === 'revision' ? info(repository, response) : tree(repository, response, origin + path, page);
  }
  const resolve = /^\/(.+?)\/(resolve|cdn)\/([^/]+)\/(.+)$/.exec(path);
  if (resolve) {
    const [, id, step, revision, file] = resolve;
    const repository = find(hub, id!, revision!);
    if (typeof repository === 'string') return refuse(response, repository);
    if (repository.gated) return refuse(response, 'GatedRepo');
    const content = repository.files.get(file!);
    if (!content) return refuse(response, 'EntryNotFound');
    if (step === 'resolve' && repository.lfs.has(file!)) {
      const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
      const headers = { location: `/${id}/cdn/${revision}/${file}`, 'x-linked-etag': etag };
      response.writeHead(302, { ...CORS, ...headers, 'x-linked-size': content.length });
      return void response.end();
    }
    return send(hub, file!, content, request, response, { 'x-repo-commit': repository.commit });
  }
  const content = hub.plain.get(path);
  if (!content) return void response.writeHead(404, CORS).end();
  return send(hub, path.slice(path.lastIndexOf('/') + 1), content, request, response, {});
}

const STATUS: Record<string, number> = {
  RepoNotFound: 401,
  RevisionNotFound: 404,
  EntryNotFound: 404,
  GatedRepo: 403,
};

function find(hub: Hub, id: string, revision: string): HubRepository | string {
  const repository = hub.repositories.get(id);
  if (!repository) return 'RepoNotFound';
  return [...repository.revisions, repository.commit].includes(revision) ? repository : 'RevisionNotFound';
}

function refuse(response: ServerResponse, code: string): void {
  response.writeHead(STATUS[code]!, { ...CORS, 'x-error-code': code, 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: code }));
}

function info({ id, commit, licence, gated }: HubRepository, response: ServerResponse): void {
  response.writeHead(200, { ...CORS, 'content-type': 'application/json' });
  const rest = { private: false, gated: gated ? 'auto' : false, downloads: 0, likes: 0 };
  const lastModified = '2026-01-01T00:00:00.000Z';
  response.end(
    JSON.stringify({ _id: '1', id, sha: commit, cardData: { license: licence }, lastModified, ...rest }),
  );
}

function tree({ files, lfs }: HubRepository, response: ServerResponse, url: string, page: number): void {
  const paths = [...files.keys()];
  const more = paths.length > (page + 1) * PAGE;
  const link = more ? { link: `<${url}?recursive=true&cursor=${page + 1}>; rel="next"` } : {};
  response.writeHead(200, { ...CORS, ...link, 'content-type': 'application/json' });
  const entries = paths.slice(page * PAGE, (page + 1) * PAGE).map((path) => {
    const content = files.get(path)!;
    const git = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
    const size = content.length;
    if (!lfs.has(path)) return { type: 'file', path, size, oid: git };
    const oid = createHash('sha256').update(content).digest('hex');
    return { type: 'file', path, size, oid: git, lfs: { oid, size, pointerSize: 130 } };
  });
  response.end(JSON.stringify(entries));
}

async function send(
  hub: Hub,
  file: string,
  content: Uint8Array,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string>,
): Promise<void> {
  const fault = takeFault(hub, file);
  hub.log.push(`${request.method} ${file} ${request.headers.range ?? ''}`.trim());
  if (fault?.status) return void response.writeHead(fault.status, CORS).end();
  const range = fault?.noRanges ? null : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = range?.[2] ? Number(range[2]) + 1 : content.length;
  const type = file.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  response.writeHead(range ? 206 : 200, {
    ...CORS,
    ...headers,
    'content-type': type,
    'content-length': end - start,
    'accept-ranges': 'bytes',
    etag: `"${createHash('sha1').update(content).digest('hex')}"`,
    ...(range && { 'content-range': `bytes ${start}-${end - 1}/${content.length}` }),
  });
  if (request.method === 'HEAD') return void response.end();
  const body = content.slice(start, end);
  if (fault?.corrupt) body[body.length - 1]! ^= 1;
  const stop = Math.min(body.length, fault?.breakAfter ?? body.length);
  for (let at = 0; at < stop && !response.destroyed; at += PIECE) {
    if (fault?.slow) await new Promise((resolve) => setTimeout(resolve, fault.slow));
    await new Promise((resolve) => response.write(body.subarray(at, Math.min(at + PIECE, stop)), resolve));
  }
  if (stop === body.length) return void response.end();
  // What was sent is let through first: a stream that fails drops what nobody has read yet.
  await new Promise((resolve) => setTimeout(resolve, 150));
  response.destroy();
}

function takeFault(hub: Hub, file: string): Fault | null {
  const fault = hub.faults.get(file);
  if (!fault) return null;
  fault.times--;
  if (fault.times <= 0) hub.faults.delete(file);
  return fault;
}
