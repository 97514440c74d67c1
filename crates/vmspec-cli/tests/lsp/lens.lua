-- Carries out the lens above a disk as docs/editors.md has it, whose blocks stand in the files that the environment names,
-- and prints what it lists.

local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

local buffer = vim.api.nvim_get_current_buf()
dofile(vim.env.VMSPEC_COMMAND)
local settings = dofile(vim.env.VMSPEC_SETTINGS)
local client = vim.lsp.start_client({
  name = "vmspec",
  cmd = { vim.env.VMSPEC, "lsp" },
  root_dir = vim.fn.getcwd(),
  capabilities = settings.capabilities,
})
vim.lsp.buf_attach_client(buffer, client)
vim.wait(20000, function() return vim.lsp.get_client_by_id(client).server_capabilities ~= nil end, 20)
vim.lsp.codelens.refresh()
if not vim.wait(20000, function() return #vim.lsp.codelens.get(buffer) > 0 end, 20) then
  return fail("no lens came")
end
vim.api.nvim_win_set_cursor(0, { vim.lsp.codelens.get(buffer)[1].range.start.line + 1, 0 })
vim.lsp.codelens.run()
vim.wait(20000, function() return #vim.fn.getqflist() > 0 end, 20)
for _, item in ipairs(vim.fn.getqflist()) do
  io.stdout:write(("%s:%d:%d: %s\n"):format(vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ":t"), item.lnum, item.col, item.text))
end
io.stdout:write(vim.fn.getqflist({ title = 0 }).title .. "\n")
vim.lsp.stop_client(client)
vim.cmd("qall!")
