import { readConfig } from './config.ts';
import { demoText, readDemoGuide } from './demo-guide.ts';
import { runningAddress } from './running-address.ts';

const usage = 'usage: npm run --silent demo [-- --json]';

/** The demo's accounts and example codes, whether the product is running or not. */
function print(isJson: boolean): void {
  const { dataDir, publicUrl } = readConfig(process.env);
  const guide = readDemoGuide(dataDir);
  if (guide === undefined) throw new Error(`There is no demo in ${dataDir}. Run npm start first.`);
  const url = runningAddress(dataDir) ?? publicUrl;
  console.log(isJson ? JSON.stringify({ url, ...guide }) : demoText(guide, url));
}

const args = process.argv.slice(2);
if (args.every((arg) => arg === '--json')) {
  try {
    print(args.length > 0);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
} else {
  console.error(usage);
  process.exitCode = 2;
}
