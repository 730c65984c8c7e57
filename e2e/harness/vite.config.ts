import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Serves the page on made-up stores, without worker and encoder: for looking at every state of every panel. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  publicDir: false,
  server: { port: 5199, fs: { allow: ['../..'] } },
});
