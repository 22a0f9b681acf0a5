--[[
  Looks whether the name is in use.

  Returns {weight, ''}
]]
return { weight(), '' }
