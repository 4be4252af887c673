// Opens a page in Firefox, offline, and tells as JSON what it did: firefox.mjs FIREFOX FILE
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [, , executablePath, file] = process.argv;
const faults = [];
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
page.on("console", (message) => faults.push(`console: ${message.text()}`));
page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
page.on("request", (request) => { if (!/^(file|data|blob|about|resource):/.test(request.url())) faults.push(`request: ${request.url()}`); });
await page.setViewport({ width: 1440, height: 950 });
await page.goto(pathToFileURL(file).href);
await page.waitForSelector("html[data-ready]", { timeout: 30000 });
const text = (selector) => page.$eval(selector, (element) => element.innerText);
const told = { height: await page.$eval("#graph canvas", (canvas) => canvas.getBoundingClientRect().height), first: await text("#panel") };
await page.type("#query", "Jack");
await page.keyboard.press("Enter");
told.selected = await text("#panel");
told.chips = (await page.$$("#pathways .chip")).length;
told.dates = (await page.$$("#time .date")).length;
await (await page.$(".pattern")).click();
told.pattern = await text("#panel");
if (await page.$("#ask")) {
  await page.$eval("#ask .asking button", (button) => button.click());
  await page.waitForSelector("#tally", { timeout: 30000 });
  told.answer = await page.$eval("#tally", (element) => element.textContent); // innerText is empty where it is off the screen
}
await browser.close();
process.stdout.write(JSON.stringify({ faults, ...told }));
