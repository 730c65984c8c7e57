import type { Plugin } from 'vite';

/** Stands beside the script so that its import of the compiler, whose types change those of arrays, isn't followed. */
export function assemblyScript(): Plugin;
