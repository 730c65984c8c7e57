type Holder = (lock: { name: string } | null) => unknown;
interface Options {
  ifAvailable?: boolean;
  signal?: AbortSignal;
}

/** Web Locks in memory (W3C Web Locks API, exclusive mode), for tests where the runtime has none. */
export function createFakeLocks() {
  let holders = new Map<string, symbol>();
  let waiting: (() => void)[] = [];

  async function request(name: string, ...rest: [Holder] | [Options, Holder]): Promise<unknown> {
    const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest;
    while (holders.has(name)) {
      if (options.ifAvailable) return work(null);
      await new Promise<void>((resolve, reject) => {
        waiting.push(resolve);
        options.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
      });
    }
    const own = Symbol(name);
    holders.set(name, own);
    try {
      return await work({ name });
    } finally {
      if (holders.get(name) === own) release(name);
    }
  }

  function release(name: string): void {
    holders.delete(name);
    wake();
  }

  function wake(): void {
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  }

  return {
    request,
    query: async () => ({ held: [...holders.keys()].map((name) => ({ name })) }),
    /** What a browser does with the locks of a tab or worker that is no more. */
    forget: () => {
      holders = new Map();
      wake();
    },
  };
}
