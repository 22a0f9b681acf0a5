--[[
  Kills code, link and reset session. A recovery that is done stays done.

  Returns nothing
]]
if recovery.state and recovery.state ~= 'done' then
  kill('cancelled')
end
return false
