--[[
  Reads a target.

  Returns current()
]]
return current()
