export * from './commands';
export * from './configuration';
export * from './events';
export * from './keptEncoders';
export * from './result';
export * from './runRecord';
export * from './scores';
export * from './summaries';
