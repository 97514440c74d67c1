import { defineConfig } from "vite";

export default defineConfig({
  // The page works from any folder of a site.
  base: "./",
  // One copy of each, for the page and for the adapter.
  resolve: {
    dedupe: ["@codemirror/autocomplete", "@codemirror/lint", "@codemirror/state", "@codemirror/view"],
  },
  build: { modulePreload: { polyfill: false }, chunkSizeWarningLimit: 4000 },
});
