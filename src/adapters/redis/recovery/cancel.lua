--[[
  Voids code, link and reset session. A recovery that is done or bounced stays so. A session keeps its digest, because a key that is
  being changed through it still counts.

  Returns nothing
]]
local state = recovery.state
if state == 'opened' then
  change('state', 'cancelled')
elseif state and state ~= 'done' and state ~= 'bounced' and state ~= 'cancelled' then
  endSecret('cancelled')
end
return false
