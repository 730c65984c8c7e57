/** Finds a Chromium for the end-to-end tests, and installs one if there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bin, run } from './setup.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
/** System package managers and what they call Chromium. */
const MANAGERS = [
  { program: 'apt-get', before: ['update', '-qq'], install: ['install', '-y', '-qq', 'chromium'] },
  { program: 'dnf', install: ['install', '-y', 'chromium'] },
  { program: 'apk', install: ['add', 'chromium'] },
  { program: 'pacman', install: ['-S', '--noconfirm', 'chromium'] },
  { program: 'zypper', install: ['install', '-y', 'chromium'] },
  { program: 'brew', install: ['install', '--cask', 'chromium'] },
];
const PLAYWRIGHT_PATIENCE_MS = 180_000;

/** Path of a Chromium, or null. An installed one is found; else Playwright's own, else the system's is installed. */
export async function ensureChromium() {
  return (await findChromium()) ?? (await installChromium());
}

export async function findChromium() {
  const named = process.env.ISOGLOT_CHROMIUM;
  if (named && existsSync(named)) return named;
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  for (const name of NAMES) {
    const path = which(name);
    if (path) return path;
  }
  return PLACES.find((place) => existsSync(place)) ?? null;
}

async function installChromium() {
  console.error('No Chromium was found: trying to install one with Playwright ...');
  run(bin('playwright'), ['install', 'chromium'], {
    timeout: PLAYWRIGHT_PATIENCE_MS,
    stdio: ['ignore', 2, 2],
  });
  const own = await findChromium();
  if (own) return own;
  for (const { program, before, install } of MANAGERS) {
    if (!which(program)) continue;
    console.error(`... and with ${program} ...`);
    const sudo = program !== 'brew' && process.getuid?.() !== 0 && which('sudo');
    const manage = (args) =>
      sudo
        ? run('sudo', ['-n', program, ...args], { stdio: ['ignore', 2, 2] })
        : run(program, args, { stdio: ['ignore', 2, 2] });
    if (before) manage(before);
    if (manage(install)) return findChromium();
  }
  return null;
}

/** SwiftShader's Vulkan driver that lies beside a Chromium: WebGPU in Node without a GPU. */
export function findSwiftShader(chromium) {
  const folders = [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/usr/lib64/chromium-browser',
    '/opt/google/chrome',
    dirname(chromium ?? ''),
  ];
  return (
    folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find((path) => existsSync(path)) ?? null
  );
}

function which(name) {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  const { status, stdout } = spawnSync(finder, [name], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0].trim() : null;
}
