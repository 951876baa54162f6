import { readConfig } from './config.ts';
import { demoText, readDemoGuide } from './demo-guide.ts';
import { runningAddress } from './running-address.ts';

/** `npm run demo [-- --json]`: the demo's accounts and example codes, whether the product is running or not. */
const { dataDir, publicUrl } = readConfig(process.env);
const guide = readDemoGuide(dataDir);
if (guide === undefined) {
  console.error(`There is no demo in ${dataDir}. Run npm start first.`);
  process.exitCode = 1;
} else {
  const url = runningAddress(dataDir) ?? publicUrl;
  console.log(process.argv.includes('--json') ? JSON.stringify({ url, ...guide }) : demoText(guide, url));
}
