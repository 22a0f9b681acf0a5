--[[
  Returns the weight of a name: 0 when it is not in use.

  Returns {weight, ''}
]]
return { weight(), '' }
