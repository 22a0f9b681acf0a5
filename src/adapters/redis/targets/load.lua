--[[
  Reads a target.

  Returns the reply of the prelude
]]
return reply(0)
