using Net.Prefixes;
using VipMgmt.Render;
using Vips.Inventory;
using Vips.Policies;

namespace VipMgmt.Tests;

/// <summary>The names that templates are checked against are those that they get.</summary>
public sealed class TemplateModelTests
{
    [Fact]
    public void Has_the_shape_that_names_are_checked_against()
    {
        var site = new SiteEntry("a", 64699, IpAddress.Parse("192.0.2.1"), "h",
            [new(IpAddress.Parse("192.0.2.254"), 64500, "r"), new(IpAddress.Parse("2001:db8::fe"), 64500, "r")]);
        var vips = new VipEntry("www", [Prefix.Parse("192.0.2.9/32"), Prefix.Parse("2001:db8::9/128")], null, [], new());

        Same(TemplateModel.Shape, TemplateModel.Of(SiteBlock.Of(site, [site], [vips])));
    }

    private static void Same(TemplateShape shape, object? value)
    {
        if (shape.IsList)
        {
            var items = Assert.IsType<List<Dictionary<string, object?>>>(value);
            Assert.NotEmpty(items);
            Assert.All(items, item => Same(shape with { IsList = false }, item));
        }
        else if (shape.IsValue)
        {
            Assert.True(value is string or bool, $"{value}");
        }
        else
        {
            var fields = Assert.IsType<Dictionary<string, object?>>(value);
            Assert.Equal(shape.Fields.Keys.Order(), fields.Keys.Order());
            Assert.All(fields, field => Same(shape.Fields[field.Key], field.Value));
        }
    }
}
